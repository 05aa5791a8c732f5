#!/usr/bin/env python3
"""Makes texts.tsv: texts in ten languages that no English analyser should judge.

    python3 make-texts.py FOLDER SDK

FOLDER holds Debian's Translation-*.bz2 and Translation-en.xz as README.md names them; SDK is the folder of a .NET SDK with its Turkish resources
(/usr/share/dotnet/sdk/10.0.401). Python 3's standard library only. Nothing is drawn at random: the SHA-256 of a text decides its turn.
"""
import bz2
import hashlib
import lzma
import pathlib
import re
import struct
import sys

EACH = 360
SHORTEST, LONGEST = 30, 300
# A third each: under 60 characters, under 150, up to 300.
BOUNDS = (60, 150)
FILES = {
    "de": ["Translation-de"], "nl": ["Translation-nl", "sid-Translation-nl"], "fr": ["Translation-fr"], "es": ["Translation-es"],
    "it": ["Translation-it"], "pl": ["Translation-pl"], "pt": ["Translation-pt", "Translation-pt_BR"],
    "tr": ["Translation-tr", "sid-Translation-tr"], "zh": ["Translation-zh_CN"], "ja": ["Translation-ja"],
}
# Small words, of which a text has to have some: a description that was left in English, or is a list of names, has none.
OWN = {
    "de": "der die das und ein eine einen mit für von zu zum zur ist im auf den dem des sind werden wird nicht sich kann als auch bei aus oder dieses",
    "nl": "de het een van en voor met is die dat in te op zijn wordt worden om kan niet dit deze door als aan uit of naar",
    "fr": "le la les des du de un une et pour avec est en qui dans sur par ce cette au aux sont il pas que ou vos votre",
    "es": "el la los las de del un una y para con es en que por se su al este esta como no o son puede",
    "it": "il la lo i gli le di del della dei un una e per con è in che da si al questo questa sono non come o alla delle",
    "pl": "i w z na do dla jest się to nie oraz lub przez od jako który która które ten ta są za o po może ze",
    "pt": "o a os as de do da um uma e para com é em que por se no na este esta são não ou como dos das pode",
    "tr": "ve bir bu için ile olarak da de veya değil olan gibi daha her çok en ya kadar sonra",
}
# "die" and "in" are German and Dutch too, so only what is English and none of the ten.
ENGLISH = set("the and with this that from which are you your have has provides contains library using used based you're can't support programs files "
              "program development tools system server client package between other also will allows".split())


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def entries(path):
    """Package, short description, paragraphs of the long one."""
    opened = lzma.open if path.suffix == ".xz" else bz2.open
    with opened(path, "rt", encoding="utf-8") as file:
        for stanza in file.read().split("\n\n"):
            head = re.search(r"^Package: (\S+)", stanza, re.M)
            body = re.search(r"^Description-[a-zA-Z_]+: (.*(?:\n .*)*)", stanza, re.M)
            if not head or not body:
                continue
            short, *lines = body[1].split("\n")
            paragraphs, lines = [[]], [line[1:] for line in lines]
            for line in lines:
                if line.strip() == ".":
                    paragraphs.append([])
                else:
                    paragraphs[-1].append(line)
            # Indented lines are lists and code.
            kept = [" ".join(line.strip() for line in each) for each in paragraphs if each and not any(re.match(r"\s|[*+-] ", line) for line in each)]
            yield head[1], short.strip(), kept


def resources(path):
    """The strings in a .NET resource assembly."""
    data = path.read_bytes()

    def seven(at):
        value = shift = 0
        while True:
            byte = data[at]
            value, shift, at = value | (byte & 127) << shift, shift + 7, at + 1
            if byte < 128:
                return value, at

    start = data.find(b"\xce\xca\xef\xbe")
    while start >= 0:
        try:
            at = start + 12 + struct.unpack_from("<i", data, start + 8)[0]
            _, count, types = struct.unpack_from("<iii", data, at)
            at += 12
            for _ in range(types):
                length, at = seven(at)
                at += length
            at = start + (at - start + 7) // 8 * 8 + 4 * count
            places = struct.unpack_from(f"<{count}i", data, at)
            values, names = start + struct.unpack_from("<i", data, at + 4 * count)[0], at + 4 * count + 4
            for place in places:
                length, at = seven(names + place)
                kind, at = seven(values + struct.unpack_from("<i", data, at + length)[0])
                if kind == 1:
                    length, at = seven(at)
                    yield data[at:at + length].decode()
        except (struct.error, IndexError, UnicodeDecodeError):
            pass
        start = data.find(b"\xce\xca\xef\xbe", start + 4)


def cut(text, language):
    """As many sentences from the start as the text's turn asks for and fit."""
    if language in ("zh", "ja"):
        # Lines were joined by blanks that these scripts do not have.
        text = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])", "", text)
        sentences = re.findall(r"[^。！？]+[。！？]?", text)
    else:
        sentences = re.split(r"(?<=[.!?]) (?=[^\W\d_])", text)
    wanted = (100, 220, LONGEST)[int(digest(text), 16) % 3]
    joined = ""
    for sentence in sentences:
        longer = joined + ("" if language in ("zh", "ja") or not joined else " ") + sentence
        if len(longer) > (wanted if joined else LONGEST):
            break
        joined = longer
    return joined.strip()


def readable(text, language):
    if not SHORTEST <= len(text) <= LONGEST or re.search(r'["\t{}<>|\\=]|://|www\.|[$#@_]|\S\(\)|--', text):
        return False
    if language in ("zh", "ja"):
        han, kana, latin = (len(re.findall(each, text)) for each in ("[\u4e00-\u9fff]", "[\u3040-\u30ff]", "[A-Za-z]"))
        return latin <= len(text) * 0.25 and (kana >= len(text) * 0.2 and han >= 3 if language == "ja" else kana == 0 and han >= len(text) * 0.55)
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text)
    lower = [word.lower() for word in words]
    own = set(OWN[language].split())
    names = [word for word in text.split() if re.search(r"\d|\w[-/.+]\w|[a-z][A-Z]|^[A-Z]{2,}", word)]
    return (len(words) >= 4 and sum(word in own for word in lower) >= max(1 if len(text) < BOUNDS[0] or language in ("pl", "tr") else 2, len(words) // 9)
            and sum(word in ENGLISH for word in lower) <= (1 if len(words) > 8 else 0)
            and len(names) * 5 <= len(text.split()) and text.count(",") * 4 <= len(words) and sum(c.isalpha() or c == " " for c in text) >= len(text) * 0.88)


def main(folder, sdk):
    english = set()
    for _, short, paragraphs in entries(folder / "Translation-en.xz"):
        english.update([short, *paragraphs])
    rows = []
    for language, files in FILES.items():
        found = {}
        for name in files:
            for package, short, paragraphs in entries(folder / f"{name}.bz2"):
                few = language in ("nl", "tr")
                texts = [(package, short)] + [(package, each) for each in paragraphs[:4 if few else 1]]
                texts = [(package, cut(text, language)) for package, text in texts if text not in english]
                texts = [(package, text) for package, text in texts if readable(text, language)]
                # Small files give all they have, the others one text of a package.
                for package, text in texts if few else sorted(texts, key=lambda each: digest(each[1]))[:1]:
                    found.setdefault(text[:25].lower(), (package, text))
        if language == "tr":
            for path in sorted(sdk.rglob("tr/*.resources.dll")):
                for text in resources(path):
                    text = text.strip()
                    if "'" not in text and "\n" not in text and readable(text, language):
                        found.setdefault(text[:25].lower(), (path.name.removesuffix(".resources.dll") + " (.NET SDK)", text))
        ranked = sorted(found.values(), key=lambda each: ("SDK" in each[0], digest(each[1])))
        chosen = []
        for third in range(3):
            place = [each for each in ranked if sum(len(each[1]) >= bound for bound in BOUNDS) == third]
            chosen += place[:EACH // 3]
            print(language, "under", (*BOUNDS, LONGEST + 1)[third], len(place), "kept", min(len(place), EACH // 3))
        # What one third lacks, the others give.
        chosen += [each for each in ranked if each not in chosen][:EACH - len(chosen)]
        rows += [(language, *each) for each in sorted(chosen, key=lambda each: digest(each[1]))]
    target = pathlib.Path(__file__).parent / "texts.tsv"
    target.write_text("language\tpackage\ttext\n" + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8", newline="")
    print(len(rows), "texts")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
