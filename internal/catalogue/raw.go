// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

// Raw is a procedure as a national text gives it, split into its parts and nothing added.
type Raw struct {
	Code       string         `json:"code"`
	Name       string         `json:"name"`
	Decision   string         `json:"decision,omitempty"`
	Levels     []Level        `json:"levels,omitempty"`
	Kind       string         `json:"kind,omitempty"`
	Field      string         `json:"field,omitempty"`
	Audience   []Audience     `json:"audience,omitempty"`
	Performing []string       `json:"performing,omitempty"`
	Competent  string         `json:"competent,omitempty"`
	Delegated  string         `json:"delegated,omitempty"`
	Coordinate string         `json:"coordinate,omitempty"`
	Address    string         `json:"address,omitempty"`
	Sequence   []string       `json:"sequence,omitempty"`
	Channels   []RawChannel   `json:"channels,omitempty"`
	Components []RawComponent `json:"components,omitempty"`
	Results    []RawResult    `json:"results,omitempty"`
	Conditions string         `json:"conditions,omitempty"`
	Basis      []string       `json:"basis,omitempty"`
	URL        string         `json:"url,omitempty"`
}

// RawChannel is one row of the table of channels.
type RawChannel struct {
	Channel  Channel `json:"channel"`
	Term     Term    `json:"term"`
	TermText string  `json:"term_text,omitempty"` // what stood there when Term is not known
	Fee      RawFee  `json:"fee"`
	Note     string  `json:"note,omitempty"`
}

// RawComponent is one paper of the list of papers. Case is the heading it stands under.
type RawComponent struct {
	Case         string `json:"case,omitempty"`
	Name         string `json:"name"`
	Form         string `json:"form,omitempty"` // file name of the form, where one can be told apart
	Originals    int    `json:"originals"`
	Copies       int    `json:"copies"`
	CountUnclear bool   `json:"count_unclear,omitempty"`
}

// RawResult is a result with its national code, which may be missing.
type RawResult struct {
	Code string `json:"code,omitempty"`
	Name string `json:"name"`
}

// OnlineOffered tells whether the text has an online channel.
func (r Raw) OnlineOffered() bool {
	for _, c := range r.Channels {
		if c.Channel == Online {
			return true
		}
	}
	return false
}
