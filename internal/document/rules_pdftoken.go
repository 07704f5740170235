// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

// next is the next token: '/' a name (decoded), 'i' an integer, 'R' a reference
// mark, 'k' another keyword or number, '(' a string, '<' '>' '[' ']' brackets, 0
// the end. Comments and blanks are passed over.
func (s *pdfScan) next() (byte, []byte) {
	s.blanks()
	if s.at >= len(s.src) {
		return 0, nil
	}
	c := s.src[s.at]
	switch c {
	case '/':
		s.at++
		return '/', s.name()
	case '(':
		s.text()
		return '(', nil
	case '<':
		if s.at+1 < len(s.src) && s.src[s.at+1] == '<' {
			s.at += 2
			return '<', nil
		}
		s.hex()
		return '(', nil
	case '[', ']', '{', '}', ')':
		s.at++
		return c, nil
	case '>':
		s.at++
		if s.at < len(s.src) && s.src[s.at] == '>' {
			s.at++
		}
		return '>', nil
	}
	return s.word()
}

func (s *pdfScan) word() (byte, []byte) {
	from := s.at
	for s.at < len(s.src) && !blank(s.src[s.at]) && !delimiter(s.src[s.at]) {
		s.at++
	}
	tok := s.src[from:s.at]
	if len(tok) == 1 && tok[0] == 'R' {
		return 'R', nil
	}
	// A stream's data may follow its keyword without the blank the standard asks for.
	if len(tok) > 6 && string(tok[:6]) == "stream" {
		s.at = from + 6
		return 'k', tok[:6]
	}
	for _, c := range tok {
		if c < '0' || c > '9' {
			return 'k', tok
		}
	}
	return 'i', tok
}

func (s *pdfScan) blanks() {
	for s.at < len(s.src) {
		switch c := s.src[s.at]; {
		case blank(c):
			s.at++
		case c == '%':
			for s.at < len(s.src) && s.src[s.at] != '\n' && s.src[s.at] != '\r' {
				s.at++
			}
		default:
			return
		}
	}
}

// name reads a name after its slash and undoes #xx.
func (s *pdfScan) name() []byte {
	var out []byte
	for s.at < len(s.src) && !blank(s.src[s.at]) && !delimiter(s.src[s.at]) {
		c := s.src[s.at]
		if c == '#' && s.at+2 < len(s.src) {
			if hi, lo := nibble(s.src[s.at+1]), nibble(s.src[s.at+2]); hi >= 0 && lo >= 0 {
				c = byte(hi<<4 | lo)
				s.at += 2
			}
		}
		out = append(out, c)
		s.at++
	}
	return out
}

// text passes over a literal string with its nested and escaped brackets.
func (s *pdfScan) text() {
	depth := 0
	for ; s.at < len(s.src); s.at++ {
		switch s.src[s.at] {
		case '\\':
			s.at++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				s.at++
				return
			}
		}
	}
	s.at = len(s.src)
}

func (s *pdfScan) hex() {
	for s.at++; s.at < len(s.src) && s.src[s.at] != '>'; s.at++ {
	}
	s.at = min(s.at+1, len(s.src))
}

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool {
	switch c {
	case '/', '(', ')', '<', '>', '[', ']', '{', '}', '%':
		return true
	}
	return false
}

func nibble(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
