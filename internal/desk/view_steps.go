// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import "motcua.vn/internal/platform/ui"

var stepLooks = map[ui.StepState]struct {
	class, word string
	icon        ui.Icon
}{
	ui.StepNext:    {"next", "ui.step.next", ""},
	ui.StepDone:    {"done", "ui.step.done", ui.IconCheck},
	ui.StepCurrent: {"current", "ui.step.current", ui.IconArrow},
	ui.StepWaiting: {"waiting", "ui.step.waiting", ui.IconPause},
	ui.StepLate:    {"late", "ui.step.late", ui.IconAlert},
	ui.StepSkipped: {"skipped", "ui.step.skipped", ""},
}

func stepClass(s ui.StepState) string { return stepLooks[s].class }
func stepWord(s ui.StepState) string  { return stepLooks[s].word }
func stepIcon(s ui.StepState) ui.Icon { return stepLooks[s].icon }

func stepCurrent(s ui.StepState) ui.Attrs {
	if s == ui.StepCurrent || s == ui.StepLate || s == ui.StepWaiting {
		return ui.Attrs{ui.Attr("aria-current", "step")}
	}
	return nil
}

// short is the part of a checksum that a person may compare.
func short(sum string) string {
	if len(sum) <= 12 {
		return sum
	}
	return sum[:12] + "…"
}
