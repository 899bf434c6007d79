#!/bin/sh
# Chromium and a Chinese font for the browser tests: installed when root on Debian, else the line to run is printed.
set -eu
have() { command -v chromium >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ]; }
if have; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium and a Chinese font for the browser tests (once)"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null
else
    echo "The browser tests need Chromium and a Chinese font; on Debian or Ubuntu run:"
    echo "    sudo apt-get install chromium fonts-noto-cjk fontconfig"
fi
