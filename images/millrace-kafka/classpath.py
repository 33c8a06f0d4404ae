"""classpath.py OUT JAR…: a jar without classes whose manifest names the others as the class path, sorted.

A line of a manifest has at most 72 bytes, its continuations begin with a space.
"""
import os
import sys
import zipfile

out, jars = sys.argv[1], sorted(sys.argv[2:])
path = " ".join(os.path.relpath(jar, os.path.dirname(out)) for jar in jars)
line = f"Class-Path: {path}"
lines = [line[:72]] + [" " + line[at : at + 71] for at in range(72, len(line), 71)]
entry = zipfile.ZipInfo("META-INF/MANIFEST.MF")
with zipfile.ZipFile(out, "w") as jar:
    jar.writestr(entry, "\r\n".join(["Manifest-Version: 1.0", *lines, "", ""]))
