#!/usr/bin/env python3
"""Makes the files of this folder from the full data sets, the same bytes each time.

    python3 make-sample.py FOLDER_WITH_THE_FULL_SETS [FOLDER_TO_WRITE]

FOLDER_WITH_THE_FULL_SETS holds cfpb_complaints.csv, womens_clothing_reviews.csv, banking77.csv, bitext_customer_service.csv,
bitext_LICENSE.txt and uci_sentiment_sentences.tsv, one record a physical line. Python 3's standard library only. Nothing is drawn at random:
a row's place is decided by the SHA-256 of its own content, so a row added or left out elsewhere changes no other row's fate.
"""
import csv
import hashlib
import io
import pathlib
import shutil
import sys

REVIEWS = 3500
COMPLAINTS = 3000
# How many times as many 4- and 5-star reviews the publisher's file has than the full set here, which kept all others.
NATURAL_WEIGHT = 2.56
# A retailer's own billing and service: cards, accounts, transfers first, what comes of unpaid bills after that. No mortgage, no vehicle, no student loan.
CARDS, TRANSFERS, ACCOUNTS, REPORTS, DEBTS, LOANS = range(6)
PRODUCTS = {
    "Credit card": CARDS, "Credit card or prepaid card": CARDS, "Prepaid card": CARDS,
    "Money transfer, virtual currency, or money service": TRANSFERS, "Money transfers": TRANSFERS, "Other financial service": TRANSFERS,
    "Bank account or service": ACCOUNTS, "Checking or savings account": ACCOUNTS,
    "Credit reporting": REPORTS, "Credit reporting, credit repair services, or other personal consumer reports": REPORTS,
    "Debt collection": DEBTS,
    "Consumer Loan": LOANS, "Payday loan, title loan, or personal loan": LOANS,
}
# All cards, accounts and transfers of which the whole row is known; then shares of the rest.
SHARES = {REPORTS: 400, DEBTS: 350, LOANS: 250}


def read(path, delimiter=","):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=delimiter, strict=True))


def write(path, rows, delimiter=","):
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    print(f"{path.name}: {len(rows)} rows")


def place(row):
    return hashlib.sha256("\x1f".join(row.values()).encode()).hexdigest()


def first(rows, count):
    """The count rows that come first by hash, in the order in which they stand."""
    chosen = {place(row) for row in sorted(rows, key=place)[:count]}
    return [row for row in rows if place(row) in chosen]


def reviews(rows):
    """As many of each star as the publisher's file has in a hundred."""
    weights = {star: (NATURAL_WEIGHT if star in "45" else 1) * sum(row["Rating"] == star for row in rows) for star in "12345"}
    whole = sum(weights.values())
    chosen = {place(row) for star in "12345"
              for row in first([row for row in rows if row["Rating"] == star], round(REVIEWS * weights[star] / whole))}
    return [row for row in rows if place(row) in chosen]


def complaints(rows):
    rows = [row for row in rows if row["Product"] in PRODUCTS]
    group = lambda row: PRODUCTS[row["Product"]]
    full = [row for row in rows if row["Record"] == "full"]
    chosen = [row for row in full if group(row) in (CARDS, TRANSFERS, ACCOUNTS)]
    for of, count in SHARES.items():
        chosen += first([row for row in full if group(row) == of], count)
    # Rows of which only product and narrative are known fill up, the small groups whole before the large one.
    partial = [row for row in rows if row["Record"] == "partial"]
    chosen += [row for row in partial if group(row) in (TRANSFERS, ACCOUNTS)]
    chosen += first([row for row in partial if group(row) == CARDS], COMPLAINTS - len(chosen))
    places = {place(row) for row in chosen}
    return [row for row in rows if place(row) in places]


def main(source, target):
    write(target / "product-reviews.csv", reviews(read(source / "womens_clothing_reviews.csv")))
    write(target / "complaints.csv", complaints(read(source / "cfpb_complaints.csv")))
    # The publisher marks utterances that swear on purpose (W); they have no place in a repository.
    write(target / "bitext_customer_service.csv", [row for row in read(source / "bitext_customer_service.csv") if "W" not in row["tags"]])
    for name in ("banking77.csv", "uci_sentiment_sentences.tsv", "bitext_LICENSE.txt"):
        shutil.copyfile(source / name, target / name)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2] if len(sys.argv) == 3 else pathlib.Path(__file__).parent))
