"""The grammar of time expressions: words become meanings, meanings become TIMEX3 values.

tokens      a stretch of text as lower-cased words with their offsets
lexicon     what single words mean (months, units, seasons), from the word lists
values      TIMEX3 values and the calendar behind them; knows no words
meanings    what an expression means before it is known when it was said
frame       when it was said: the record's date, the mention before, the tense of the verb nearby
amounts, calendar, relatives, clock, expressions    the grammar, from small to large
"""
