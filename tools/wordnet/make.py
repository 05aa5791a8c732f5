#!/usr/bin/env python3
"""Makes src/Feedback.Core/Language/Lexicon/wordnet.tsv: words that are no nouns, so that they are not taken for what somebody speaks of.

Usage: make.py WORDNET-FOLDER DATA-FOLDER > wordnet.tsv
WORDNET-FOLDER holds WordNet 3.0 (Debian: package wordnet-base, /usr/share/wordnet). Of its single words those are kept that WordNet's texts use at least once in
that class, or that DATA-FOLDER (../../data) holds twice.
"""
import collections
import os
import re
import sys

wordnet, data = sys.argv[1:3]
CLASSES = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}


def lines(name):
    with open(os.path.join(wordnet, name), encoding="ascii") as file:
        yield from (line.split() for line in file if not line.startswith(" "))


words = {name: {line[0] for line in lines("index." + name) if line[0].isalpha()} for name in CLASSES}
used = collections.defaultdict(set)
for key, _, _ in lines("cntlist.rev"):
    word, sense = key.split("%")
    used[{"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}[sense[0]]].add(word)
irregular = collections.defaultdict(set)
for form, *lemmas in lines("verb.exc"):
    for lemma in lemmas:
        irregular[lemma].add(form)
seen = collections.Counter()
for folder, _, files in os.walk(data):
    for name in files:
        if name.endswith((".csv", ".tsv")) and "held-out" not in name:
            with open(os.path.join(folder, name), encoding="utf-8", errors="ignore") as file:
                seen.update(re.findall(r"[a-z]+", file.read().lower()))


def forms(verb):
    ends_in_y = verb.endswith("y") and verb[-2] not in "aeiou"
    yield verb
    yield from irregular[verb]
    yield verb[:-1] + "ies" if ends_in_y else verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s")
    yield verb[:-1] + "ied" if ends_in_y else verb + ("d" if verb.endswith("e") else "ed")
    yield (verb[:-1] if verb.endswith("e") else verb) + "ing"


nouns = words["noun"] | {line[0] for line in lines("noun.exc")}
nouns |= {noun + ending for noun in nouns for ending in ("s", "es")} | {noun[:-1] + "ies" for noun in nouns if noun.endswith("y")}


def listed(candidates):
    return sorted(word for word in candidates if 3 <= len(word) <= 14 and word.isascii() and word.islower() and word.isalpha() and word not in nouns)


adjectives = {word for word in words["adj"] if word in used["adj"] or seen[word] > 1}
adverbs = {word for word in words["adv"] - words["adj"] if not word.endswith("ly") and (word in used["adv"] or seen[word] > 1)}
verbs = {form for verb in words["verb"] & used["verb"] if len(verb) > 2 for form in forms(verb) if seen[form] > 1} - words["adj"] - words["adv"]
print("// Words that WordNet 3.0 knows and does not know as nouns. Made by tools/wordnet; its licence stands in wordnet_LICENSE.txt.")
for name, those in (("adjective", adjectives), ("adverb", adverbs), ("verb", verbs)):
    print(name + "\t" + ", ".join(listed(those)))
