// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

// Draft makes the beginning of a version from a national text: what is certain is taken over, what was reported stays open and
// is named in Remarks. A draft seldom passes Check; a person completes it.
func Draft(r Raw, ps []Problem) Version {
	v := Version{Procedure: r.Code, Name: Text{VI: r.Name}, Field: FieldOfLaw{Name: Text{VI: r.Field}}, Levels: r.Levels, Audience: r.Audience,
		Sets: 1, Decision: Decision{Number: r.Decision, Kind: Add}, Service: Information}
	for _, s := range r.Sequence {
		v.Sequence = append(v.Sequence, Text{VI: s})
	}
	for _, a := range r.Performing {
		v.Agencies.Performing = append(v.Agencies.Performing, Text{VI: a})
	}
	v.Agencies.Competent = texts(r.Competent)
	v.Agencies.Delegated = texts(r.Delegated)
	v.Agencies.Coordinating = texts(r.Coordinate)
	v.Conditions = texts(r.Conditions)
	v.Channels = draftChannels(r.Channels)
	v.Components = draftComponents(r.Components)
	for _, x := range r.Results {
		v.Results = append(v.Results, Result{Code: x.Code, Name: Text{VI: x.Name}})
	}
	for _, n := range r.Basis {
		v.Basis = append(v.Basis, LegalBasis{Number: n})
	}
	for _, p := range ps {
		if p.Procedure == r.Code && p.Severity != Note && !oneOf(p.Code, v.Remarks) {
			v.Remarks = append(v.Remarks, p.Code)
		}
	}
	return v
}

func texts(s string) []Text {
	if s == "" {
		return nil
	}
	return []Text{{VI: s}}
}

// A channel that the text lists several times has several terms for several cases; which case is which stands in a note that
// no program can read. The channel is kept and its term left open.
func draftChannels(rows []RawChannel) []Offer {
	var out []Offer
	for _, c := range Channels() {
		n, same := 0, true
		var t Term
		for _, r := range rows {
			if r.Channel == c {
				same = same && (n == 0 || r.Term == t)
				t = r.Term
				n++
			}
		}
		if n > 0 && same {
			out = append(out, Offer{Channel: c, Statutory: t})
		} else if n > 0 {
			out = append(out, Offer{Channel: c})
		}
	}
	return out
}

func draftComponents(papers []RawComponent) []Component {
	var out []Component
	for i, p := range papers {
		k := Component{Key: "p" + itoa(i+1), Name: Text{VI: p.Name}, Presentation: Submit, Originals: p.Originals, Copies: p.Copies, Form: p.Form,
			Note: Text{VI: p.Case}}
		if k.Name.VI == "" {
			continue
		}
		out = append(out, k)
	}
	return out
}
