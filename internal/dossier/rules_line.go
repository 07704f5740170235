// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import "time"

// Stop is one of the five steps in the line that a citizen sees.
type Stop struct {
	Step  Step
	State string    // "done", "now" or "ahead"
	At    time.Time // when it was done
	By    string    // the agency that did it, or has it
}

// Line puts a dossier's history on the line of five steps. A step that was done
// and then undone by a return shows as ahead again.
func (f File) Line() []Stop {
	out := make([]Stop, len(Steps))
	here := len(Steps)
	for i, st := range Steps {
		out[i] = Stop{Step: st, State: "ahead"}
		if f.Step == st {
			here = i
		}
	}
	for _, e := range f.Events {
		for i, st := range Steps {
			if e.FromStep == st && e.ToStep != st {
				out[i].At, out[i].By = e.At, e.FromAgency
			}
		}
	}
	for i := range out {
		switch {
		case i == here:
			out[i].State, out[i].At, out[i].By = "now", time.Time{}, f.Holder
		case i < here && !out[i].At.IsZero():
			out[i].State = "done"
		default:
			out[i].At, out[i].By = time.Time{}, ""
		}
	}
	return out
}
