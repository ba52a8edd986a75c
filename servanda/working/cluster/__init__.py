"""Records are read on a cluster, by Ray Data: parts of the input go out, parts of Parquet come back and are kept.

`inputs` says what is to be read and cuts it into parts; `reading` is what a worker of the cluster does with one part; `parts`
is the form in which readings are written; `engine` hands the parts out; `keeping` puts what came back into a ledger.
"""
