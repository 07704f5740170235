// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"context"
	"io"
)

// Each component renders itself, so that a struct literal can stand in markup and in every slot.

func (b Band) Render(ctx context.Context, w io.Writer) error        { return b.view().Render(ctx, w) }
func (c BarChart) Render(ctx context.Context, w io.Writer) error    { return c.view().Render(ctx, w) }
func (b Button) Render(ctx context.Context, w io.Writer) error      { return b.view().Render(ctx, w) }
func (g ButtonGroup) Render(ctx context.Context, w io.Writer) error { return g.view().Render(ctx, w) }
func (c Card) Render(ctx context.Context, w io.Writer) error        { return c.view().Render(ctx, w) }
func (g CardGrid) Render(ctx context.Context, w io.Writer) error    { return g.view().Render(ctx, w) }
func (c Cell) Render(ctx context.Context, w io.Writer) error        { return c.view().Render(ctx, w) }
func (f Checkboxes) Render(ctx context.Context, w io.Writer) error  { return f.view().Render(ctx, w) }
func (c CopyCode) Render(ctx context.Context, w io.Writer) error    { return c.view().Render(ctx, w) }
func (f DateField) Render(ctx context.Context, w io.Writer) error   { return f.view().Render(ctx, w) }
func (d Delta) Render(ctx context.Context, w io.Writer) error       { return d.view().Render(ctx, w) }
func (d DescriptionTerms) Render(ctx context.Context, w io.Writer) error {
	return d.view().Render(ctx, w)
}
func (d Details) Render(ctx context.Context, w io.Writer) error       { return d.view().Render(ctx, w) }
func (c DotChart) Render(ctx context.Context, w io.Writer) error      { return c.view().Render(ctx, w) }
func (e EmptyState) Render(ctx context.Context, w io.Writer) error    { return e.view().Render(ctx, w) }
func (e ErrorSummary) Render(ctx context.Context, w io.Writer) error  { return e.view().Render(ctx, w) }
func (f Fieldset) Render(ctx context.Context, w io.Writer) error      { return f.view().Render(ctx, w) }
func (f Figure) Render(ctx context.Context, w io.Writer) error        { return f.view().Render(ctx, w) }
func (f FileUpload) Render(ctx context.Context, w io.Writer) error    { return f.view().Render(ctx, w) }
func (f Form) Render(ctx context.Context, w io.Writer) error          { return f.view().Render(ctx, w) }
func (h Hidden) Render(ctx context.Context, w io.Writer) error        { return h.view().Render(ctx, w) }
func (i Icon) Render(ctx context.Context, w io.Writer) error          { return i.view().Render(ctx, w) }
func (i InsetText) Render(ctx context.Context, w io.Writer) error     { return i.view().Render(ctx, w) }
func (c LineChart) Render(ctx context.Context, w io.Writer) error     { return c.view().Render(ctx, w) }
func (l Link) Render(ctx context.Context, w io.Writer) error          { return l.view().Render(ctx, w) }
func (m Moment) Render(ctx context.Context, w io.Writer) error        { return m.view().Render(ctx, w) }
func (n NavItem) Render(ctx context.Context, w io.Writer) error       { return n.view().Render(ctx, w) }
func (n Notification) Render(ctx context.Context, w io.Writer) error  { return n.view().Render(ctx, w) }
func (p Page) Render(ctx context.Context, w io.Writer) error          { return p.view().Render(ctx, w) }
func (p Pagination) Render(ctx context.Context, w io.Writer) error    { return p.view().Render(ctx, w) }
func (p Panel) Render(ctx context.Context, w io.Writer) error         { return p.view().Render(ctx, w) }
func (b PhaseBanner) Render(ctx context.Context, w io.Writer) error   { return b.view().Render(ctx, w) }
func (p PrintPage) Render(ctx context.Context, w io.Writer) error     { return p.view().Render(ctx, w) }
func (p PrintSheet) Render(ctx context.Context, w io.Writer) error    { return p.view().Render(ctx, w) }
func (p Progress) Render(ctx context.Context, w io.Writer) error      { return p.view().Render(ctx, w) }
func (q QRImage) Render(ctx context.Context, w io.Writer) error       { return q.view().Render(ctx, w) }
func (f Radios) Render(ctx context.Context, w io.Writer) error        { return f.view().Render(ctx, w) }
func (s SearchBox) Render(ctx context.Context, w io.Writer) error     { return s.view().Render(ctx, w) }
func (f Select) Render(ctx context.Context, w io.Writer) error        { return f.view().Render(ctx, w) }
func (s ShortcutSheet) Render(ctx context.Context, w io.Writer) error { return s.view().Render(ctx, w) }
func (s StatusTag) Render(ctx context.Context, w io.Writer) error     { return s.view().Render(ctx, w) }
func (s Steps) Render(ctx context.Context, w io.Writer) error         { return s.view().Render(ctx, w) }
func (s Storybook) Render(ctx context.Context, w io.Writer) error     { return s.view().Render(ctx, w) }
func (s SummaryList) Render(ctx context.Context, w io.Writer) error   { return s.view().Render(ctx, w) }
func (t Table) Render(ctx context.Context, w io.Writer) error         { return t.view().Render(ctx, w) }
func (t Tabs) Render(ctx context.Context, w io.Writer) error          { return t.view().Render(ctx, w) }
func (f TextArea) Render(ctx context.Context, w io.Writer) error      { return f.view().Render(ctx, w) }
func (f TextField) Render(ctx context.Context, w io.Writer) error     { return f.view().Render(ctx, w) }
func (t ThreePane) Render(ctx context.Context, w io.Writer) error     { return t.view().Render(ctx, w) }
func (t TimeLeft) Render(ctx context.Context, w io.Writer) error      { return t.view().Render(ctx, w) }
func (t Title) Render(ctx context.Context, w io.Writer) error         { return t.view().Render(ctx, w) }
func (t Toolbar) Render(ctx context.Context, w io.Writer) error       { return t.view().Render(ctx, w) }
func (u User) Render(ctx context.Context, w io.Writer) error          { return u.view().Render(ctx, w) }
func (i WorkItem) Render(ctx context.Context, w io.Writer) error      { return i.view().Render(ctx, w) }
func (l WorkList) Render(ctx context.Context, w io.Writer) error      { return l.view().Render(ctx, w) }
