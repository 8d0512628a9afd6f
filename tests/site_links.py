"""site_links.py FOLDER - every link of a site leads to a place in it, every id
is there once, and nothing is loaded from elsewhere."""
import os
import re
import sys
from html.parser import HTMLParser
from urllib.parse import unquote

folder = sys.argv[1]
ids, links, wrong = {}, [], []


class Page(HTMLParser):
    def __init__(self, name):
        super().__init__()
        self.name = name
        ids[name] = set()
        self.in_link = False

    def handle_endtag(self, tag):
        if tag == "a":
            self.in_link = False

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if len(given) != len(attributes):
            wrong.append(f"{self.name}: <{tag}> has an attribute twice")
        if tag == "a":
            if self.in_link:
                wrong.append(f"{self.name}: a link in a link")
            self.in_link = True
        if "id" in given:
            if given["id"] in ids[self.name]:
                wrong.append(f"{self.name}: two places #{given['id']}")
            ids[self.name].add(given["id"])
        for attribute in given:
            if attribute.startswith("on") or attribute == "style":
                wrong.append(f"{self.name}: <{tag} {attribute}>")
        if tag == "label":
            links.append((self.name, "#" + given["for"]))
        for attribute in ("href", "src"):
            if attribute in given:
                loads = tag in ("script", "link", "img", "iframe")
                if loads and given[attribute] not in ("style.css", "search.js"):
                    wrong.append(f"{self.name}: loads {given[attribute]}")
                links.append((self.name, given[attribute]))


names = sorted(os.listdir(folder))
for name in names:
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        text = file.read()
    if name.endswith(".html"):
        Page(name).feed(text)
    if name.endswith(".css") and re.search(r"url\(|@import|https?:", text):
        wrong.append(f"{name}: loads something")
    if name == "search.js":
        for href in re.findall(r'"([^"]*\.html#[^"]*)"', text):
            links.append((name, href))
for page, link in links:
    if re.match(r"https?:|mailto:", link):
        continue
    target, _, place = link.partition("#")
    target = unquote(target) or page
    if target not in names:
        wrong.append(f"{page}: {link} leads nowhere")
    elif place and target.endswith(".html") and place not in ids[target]:
        wrong.append(f"{page}: {link} leads to no place")
print("; ".join(wrong[:10]))
sys.exit(1 if wrong else 0)
