// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strconv"

	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/web"
)

func (s *Service) everything(r *http.Request) ([]Hit, error) {
	var all []Hit
	err := s.db.Read(r.Context(), func(rd db.Reader) (err error) {
		all, _, err = s.Search(rd, "", Filter{}, "", 1<<30)
		return err
	})
	return all, err
}

var csvColumns = []string{"code", "name", "name_en", "field", "levels", "audience", "service", "five_on_spot", "fileable", "version"}

func (s *Service) downloadCSV(w http.ResponseWriter, r *http.Request) error {
	all, err := s.everything(r)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	buf.WriteString("\ufeff") // spreadsheets take the file for UTF-8 by this mark only
	c := csv.NewWriter(&buf)
	_ = c.Write(csvColumns)
	for _, h := range all {
		_ = c.Write([]string{h.Code, h.Name.VI, h.Name.EN, h.Field, commas(h.Levels), commas(h.Audience), strconv.Itoa(int(h.Service)),
			strconv.FormatBool(h.FiveOnSpot), strconv.FormatBool(h.Fileable), h.Version})
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return err
	}
	return web.File(w, "procedures.csv", "text/csv; charset=utf-8", false, buf.Bytes())
}

func (s *Service) downloadJSON(w http.ResponseWriter, r *http.Request) error {
	all, err := s.everything(r)
	if err != nil {
		return err
	}
	lines := make([]Summary, len(all))
	for i, h := range all {
		lines[i] = h.Summary
	}
	body, err := json.Marshal(map[string][]Summary{"procedures": lines})
	if err != nil {
		return err
	}
	return web.File(w, "procedures.json", "application/json", false, body)
}
