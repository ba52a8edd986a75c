"""The grammar of time expressions: words become meanings, meanings become TIMEX3 values.

tokens       a stretch of text as lower-cased words with their offsets
lexicon      what single words mean (months, units, seasons), from the word lists
values       TIMEX3 values and the calendar behind them; knows no words
frame        when something was said: the record's date, the mention before, the tense of the verb nearby
meanings     what an expression means before it is known when it was said
amounts, days, years, parts, weekdays, clock, counting, units, relatives, recurrences
             the grammar's rules, each looking for one kind of expression at a word
triggers     which rules to try at which word
combining    what two neighbouring expressions mean together
joining, widening
             what follows an expression, or stands before it, and belongs to it
expressions  all expressions of a stretch of English; `elsewhere` those of other languages
"""
