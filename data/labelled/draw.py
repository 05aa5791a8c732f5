#!/usr/bin/env python3
"""Draws the clauses of tuning.tsv and held-out.tsv from the full data sets, the same ones each time.

    python3 draw.py FOLDER_WITH_THE_FULL_SETS            lists the clauses: half, id, source, clause
    python3 draw.py FOLDER_WITH_THE_FULL_SETS --check    says whether the files of this folder hold exactly these, and can be

FOLDER_WITH_THE_FULL_SETS holds womens_clothing_reviews.csv, cfpb_complaints.csv, uci_sentiment_sentences.tsv, goemotions_sentiment.tsv,
banking77.csv and bitext_customer_service.csv, one record a physical line. Python 3's standard library only. Nothing is drawn at random and
no word decides a label: the SHA-256 of a text says to which half it belongs, the SHA-256 of a clause when its turn comes.
"""
import csv
import hashlib
import json
import pathlib
import re
import sys

# source: file, column of the text, clauses to draw
SETS = {
    "reviews": ("womens_clothing_reviews.csv", "Review Text", 120),
    "complaints": ("cfpb_complaints.csv", "Consumer complaint narrative", 120),
    "uci": ("uci_sentiment_sentences.tsv", "text", 90),
    "goemotions": ("goemotions_sentiment.tsv", "text", 90),
    "banking77": ("banking77.csv", "text", 90),
    "bitext": ("bitext_customer_service.csv", "text", 90),
    # Not of the six hundred: an assessment that is neither good nor bad is rare, so these are drawn among clauses with a word of that kind.
    "middling": ("womens_clothing_reviews.csv", "Review Text", 120),
}
MIDDLING = re.compile(r"\b(?:ok|okay|average|so-so|alright|decent|expected|expect|nothing special|nothing more|mediocre|neither|fine|meh|standard|"
                      r"typical|basic|mixed|indifferent|passable|fair|fairly|adequate|normal|ordinary|somewhat|in between|undecided|on the fence|"
                      r"torn|just like)\b", re.I)
HALVES = ("tuning", "held-out")
LABELS = ("negative", "neutral", "positive", "none")
SHORTEST, LONGEST = 8, 220
# Half a word list, half a rule: enough to see that both sides of a conjunction or comma are likely to have a verb of their own.
VERB = re.compile(r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|should|shall|may|might|must|got|get|gets|went|go|goes|"
                  r"came|come|comes|said|say|says|told|tell|made|make|makes|took|take|takes|gave|give|gives|paid|pay|sent|send|bought|buy|ordered|order|"
                  r"want|wants|need|needs|love|like|loved|liked|look|looks|looked|feel|feels|felt|fit|fits|run|runs|ran|wear|wore|think|thought|know|knew|"
                  r"keep|kept|put|found|find|saw|see|call|called|work|works|seem|seems|let|left|lost|held|hung|i'm|it's|that's|he's|she's|they're|"
                  r"we're|you're|i've|i'll|i'd|don't|didn't|doesn't|isn't|wasn't|can't|won't|couldn't|wouldn't|haven't|hasn't|\w{3,}ed)\b", re.I)
# After the end of a sentence; or before a conjunction, or after a comma, where both sides have a verb.
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\s+(?:--?|–|—)\s+|\s*\.{3,}\s*")
JOIN = re.compile(r",\s+|\s+(?=(?:and|but|or|so|yet|because|although|though|while|when|if|since|unless|until|after|before|where|whereas)\b)", re.I)
# Clauses that the reader set aside because the script had split them badly, because they are coarse or because their words cannot be made out.
LEFT_OUT = set("""
00078a14cb39 000ab37de2ee 000de8045443 000f7c3922ab 00181ed018de 001f3fa7306c 0025fd25b0d0 002ac73a7597 002c908e47b4 002f98b48915 0030b28c87dc 00357aa40da0
003abc5a94da 003d7a0e6b97 003dd6f0beb4 003f7ad4d438 004992d3bc03 004a8116dee1 004c788d1ff1 0057367ed7fb 005803e6c6ec 00589987c8b8 0058e153de7a 006290a90893
00629fae5a06 0063c6a4d9e5 0065528bbe58 0067c64666ef 0073f964e090 0079199090b6 007aa21aed48 007ee647c26a 008f29d5c3b5 018ae4ea5fc2 019f7eda8326 023911df088e
032db39d0589 038a1046f946 05207c4a263d 06ba699c6bcf 06e8b54431f7 089b25484c12 09ddd772e3e4
""".split())


def digest(*parts):
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ",", strict=True))


def clauses(text):
    for sentence in SENTENCE.split(text):
        pieces, start = [], 0
        for join in JOIN.finditer(sentence):
            if VERB.search(sentence[start:join.start()]) and VERB.search(sentence[join.end():]):
                pieces.append(sentence[start:join.start()])
                start = join.end()
        for piece in pieces + [sentence[start:]]:
            piece = piece.strip(" ,-–—")
            words = re.findall(r"[A-Za-z']+", piece)
            masked = sum(set(word) == {"X"} for word in words)
            readable = SHORTEST <= len(piece) <= LONGEST and len(words) >= 3 and masked * 4 <= len(words)
            # A double quote or a tab would make the files need a quoting reader.
            if readable and not re.search(r'["\t]', piece):
                yield piece


def drawn(folder, spare=0):
    """The clauses drawn, as (half, id, source, clause, third, rank); at most one of a text. spare: how many more of each third."""
    for source, (name, column, count) in SETS.items():
        found, seen = [], set()
        for row in read(folder / name):
            if "W" in row.get("tags", ""):
                continue
            half = HALVES[int(digest("half", row[column])[-1], 16) % 2]
            of_text = sorted((digest(source, clause), half, clause) for clause in clauses(row[column])
                             if source != "middling" or MIDDLING.search(clause))
            if of_text and of_text[0][2].lower() not in seen:
                seen.add(of_text[0][2].lower())
                found.append(of_text[0])
        lengths = sorted(len(clause) for _, _, clause in found)
        thirds = (lengths[len(lengths) // 3], lengths[len(lengths) * 2 // 3])
        for half in HALVES:
            for third in range(3):
                place = [each for each in found if each[0][:12] not in LEFT_OUT
                         and each[1] == half and sum(len(each[2]) >= bound for bound in thirds) == third]
                for rank, (key, _, clause) in enumerate(sorted(place)[:count // 6 + spare]):
                    yield half, key[:12], source, clause, third, rank


def check(folder):
    """Prints what is wrong with the files of this folder, and returns whether nothing is."""
    here = pathlib.Path(__file__).parent
    themes = {theme["id"] for theme in json.loads((here / "../../journeys/retail.json").read_text(encoding="utf-8"))["themes"]}
    wrong = []
    for half in HALVES:
        wanted = {(id, source, clause) for of, id, source, clause, *_ in drawn(folder) if of == half}
        rows = read(here / f"{half}.tsv")
        held = {(row["clause id"], row["source"], row["clause"]) for row in rows}
        wrong += [f"{half}: {id} is missing" for id, *_ in wanted - held] + [f"{half}: {id} was not drawn" for id, *_ in held - wanted]
        for row in rows:
            possible = row["label"] in LABELS and row["target"] in row["clause"] and row["theme"] in themes | {""}
            if not possible or row["label"] == "none" and row["target"]:
                wrong.append(f"{half}: {row['clause id']} has a label, target or theme that cannot be")
        print(f"{half}.tsv: {len(held)} clauses, {len(rows)} rows")
    facts = read(here / "facts.tsv")
    halves = [sum(row["half"] == half for row in facts) for half in HALVES]
    if halves != [100, 200] or len({row["sentence"] for row in facts}) != 300:
        wrong.append(f"facts: {halves} are not 100 and 200 different sentences")
    print(f"facts.tsv: {len(facts)} sentences", *wrong, sep="\n")
    return not wrong


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--check"]):
        sys.exit(__doc__)
    if sys.argv[2:]:
        sys.exit(0 if check(pathlib.Path(sys.argv[1])) else 1)
    for half, id, source, clause, *_ in drawn(pathlib.Path(sys.argv[1])):
        print(half, id, source, clause, sep="\t")
