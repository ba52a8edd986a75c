"""Peer: TF-IDF of words and pairs of words of the answer, and logistic regression (scikit-learn, BSD-3-Clause).

Documents with a `label` are learnt from; the others are labelled.
"""

# packages: scikit-learn==1.6.1
from __future__ import annotations

import json
import sys
import time

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


def main() -> None:
    documents = [json.loads(line) for line in sys.stdin]
    known = [document for document in documents if "label" in document]
    asked = [document for document in documents if "label" not in document]
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=3, class_weight="balanced", max_iter=2000),
    )
    model.fit([document["text"] for document in known], [document["label"] for document in known])
    began = time.process_time()
    labels = model.predict([document["text"] for document in asked])
    seconds = time.process_time() - began
    for document, label in zip(asked, labels, strict=True):
        print(json.dumps({"id": document["id"], "label": label}))
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
