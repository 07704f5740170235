// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

// centreOf finds the one-stop that receives for an agency: the service centre that stands under it, else the one of its tier in
// its unit. Departments, the province's office and the vertical agencies are received for by the province's centre; a people's
// committee of a commune by its own (Decree 118/2025/NĐ-CP Art. 7, 8). A centre receives for itself.
func (w *whole) centreOf(a Agency, on string) (Agency, bool) {
	if a.Kind == ServiceCentre {
		return a, true
	}
	for _, under := range [][]int{w.byParent[a.Code], w.byUnit[a.Unit]} {
		for _, i := range under {
			if c := w.agencies[i]; c.Kind == ServiceCentre && c.Tier == a.Tier && c.On(on) {
				return c, true
			}
		}
	}
	return Agency{}, false
}

// competentOf is centreOf the other way round: whose dossiers the centre receives.
func (w *whole) competentOf(centre Agency, on string) []Agency {
	var out []Agency
	for _, i := range w.official {
		a := w.agencies[i]
		if a.Kind == ServiceCentre || a.Tier != centre.Tier || !a.On(on) {
			continue
		}
		if c, ok := w.centreOf(a, on); ok && c.Code == centre.Code {
			out = append(out, a)
		}
	}
	return out
}
