"""Prints, as a JSON list, the text of every QR code ZXing finds in a binary PGM picture."""

import json
import sys

import zxingcpp

with open(sys.argv[1], "rb") as file:
    kind, size, depth = (file.readline().strip() for _ in range(3))
    assert kind == b"P5" and depth == b"255", (kind, depth)
    width, height = map(int, size.split())
    pixels = memoryview(file.read()).cast("B", shape=[height, width])

print(json.dumps([code.text for code in zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormat.QRCode)]))
