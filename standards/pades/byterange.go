// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
	"fmt"
)

// byteRange reads /ByteRange and insists on the one form that covers a revision:
// it starts at 0, leaves out exactly the hexadecimal /Contents of this very
// dictionary, and ends where a revision ends. why is empty when it does.
func (d *document) byteRange(v dict) (br [4]int64, contents text, why string) {
	list, ok := d.resolve(v["ByteRange"]).(array)
	if !ok || len(list) != 4 {
		return br, contents, "not four numbers"
	}
	for i := range br {
		n, ok := list[i].(int64)
		if !ok || n < 0 || n > maxFile {
			return br, contents, "not four plain numbers"
		}
		br[i] = n
	}
	contents, ok = v["Contents"].(text)
	if !ok || contents.start < 0 {
		return br, contents, "/Contents is not a direct string"
	}
	size := int64(len(d.data))
	switch {
	case br[0] != 0:
		return br, contents, "does not start at 0"
	case br[2]+br[3] > size:
		return br, contents, fmt.Sprintf("ends at %d in a file of %d bytes", br[2]+br[3], size)
	case br[1] >= br[2]:
		return br, contents, "ranges overlap"
	case br[1] != int64(contents.start) || br[2] != int64(contents.end):
		return br, contents, fmt.Sprintf("leaves out %d to %d, but /Contents is %d to %d", br[1], br[2], contents.start, contents.end)
	case !isHex(d.data[br[1]:br[2]]):
		return br, contents, "what is left out is more than a hexadecimal string"
	case !endsRevision(d.data[:br[2]+br[3]]):
		return br, contents, "does not end at the end of a revision"
	}
	return br, contents, ""
}

func isHex(b []byte) bool {
	if len(b) < 4 || len(b)%2 != 0 || b[0] != '<' || b[len(b)-1] != '>' {
		return false
	}
	for _, c := range b[1 : len(b)-1] {
		if hexDigit(c) < 0 {
			return false
		}
	}
	return true
}

func endsRevision(b []byte) bool {
	return bytes.HasSuffix(bytes.TrimRight(b, "\r\n\t \x00"), []byte("%%EOF"))
}

func blank(b []byte) bool {
	for _, c := range b {
		if !isSpace(c) {
			return false
		}
	}
	return true
}
