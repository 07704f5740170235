// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// accepted is what the file choosers offer; the document room looks at the bytes.
const accepted = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"

// uploadFor is the control at which one paper is handed in.
func (p *Pages) uploadFor(ctx context.Context, c catalogue.Component, files []document.File, action, wrong string) ui.FileUpload {
	t := i18n.From(ctx).T
	name := dossier.PaperField(c.Key)
	limit := int(p.cfg.MaxFile >> 20)
	u := ui.FileUpload{
		Name: name, Label: text(ctx, c.Name), Hint: joined(" ", sentence(text(ctx, c.Note)), t("portal.papers.hint", "max", limit)), Error: wrong, Multiple: true, Size: ui.SizeM,
		Optional: c.Register != "", Accept: accepted, UploadURL: action + "?c=" + c.Key, MaxBytes: int(p.cfg.MaxFile), MaxText: t("portal.papers.max", "max", limit), RemoveName: "remove",
	}
	for _, f := range files {
		if f.Component == c.Key {
			u.Files = append(u.Files, p.uploaded(ctx, f))
		}
	}
	return u
}

var fileStates = map[document.FileState]ui.FileState{document.FileReceived: ui.FileChecking, document.FileChecked: ui.FileStored, document.FileRefused: ui.FileRefused}

func (p *Pages) uploaded(ctx context.Context, f document.File) ui.UploadedFile {
	u := ui.UploadedFile{Name: f.Name, Size: fileSize(f.Size), SHA256: f.Hash, State: fileStates[f.State], RemoveValue: f.ID}
	if f.State == document.FileRefused {
		u.Message, u.SHA256 = p.refusal(ctx, f), ""
	}
	if f.Usable() {
		u.Href = "/files/" + f.ID
		if f.Thumbnail != "" {
			u.Thumb = u.Href + "/thumbnail"
		}
	}
	return u
}

// refusal says why a file was refused, with the figures that its row still knows.
func (p *Pages) refusal(ctx context.Context, f document.File) string {
	return i18n.T(ctx, f.Reason, "size", tenth(f.Size), "limit", tenth(p.cfg.MaxFile), "types", "PDF, JPG, PNG, DOCX, XLSX", "width", f.Width, "height", f.Height, "name", "Eicar-Test-Signature")
}

// tenth is a size in megabytes, rounded up to a tenth.
func tenth(n int64) string {
	s := i18n.Number((n*10 + 1<<20 - 1) >> 20)
	if len(s) == 1 {
		return "0," + s
	}
	if whole, ok := strings.CutSuffix(s, "0"); ok {
		return whole
	}
	return s[:len(s)-1] + "," + s[len(s)-1:]
}

// taken is what became of the files of one form.
type taken struct {
	problems problems
	files    []document.File
	faults   []error
}

// take reads the files of a form into their papers. Each stands for itself: one
// that is refused stands in no other's way.
func (p *Pages) take(r *http.Request, owner string, papers []catalogue.Component) (x taken, err error) {
	if r.MultipartForm == nil {
		return x, nil
	}
	for _, name := range fileFields(r.MultipartForm) {
		key := strings.TrimPrefix(name, "file-")
		if !slices.ContainsFunc(papers, func(c catalogue.Component) bool { return dossier.PaperField(c.Key) == name }) {
			return x, fault.New(fault.NotFound, "fault.not_found")
		}
		for _, h := range r.MultipartForm.File[name] {
			if h.Filename == "" && h.Size == 0 {
				continue // a chooser that was left empty
			}
			if err := p.takeOne(r, &x, owner, key, h); err != nil {
				return x, err
			}
		}
	}
	return x, nil
}

func fileFields(m *multipart.Form) []string {
	var names []string
	for n := range m.File {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

func (p *Pages) takeOne(r *http.Request, x *taken, owner, component string, h *multipart.FileHeader) error {
	f, err := h.Open()
	if err != nil {
		return err
	}
	defer f.Close()
	body, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	kept, err := p.cfg.Document.AddFile(r.Context(), web.Actor(r), document.AddFileInput{Owner: owner, Component: component, Name: h.Filename, Body: body})
	if err != nil && !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.TooLarge) {
		return err
	}
	if err != nil {
		why := fault.Of(err)
		x.problems.add(dossier.PaperField(component), i18n.T(r.Context(), "portal.error.at", "field", kept.Name, "text", i18n.T(r.Context(), why.Key, why.Args...)))
	}
	x.files, x.faults = append(x.files, kept), append(x.faults, err)
	return nil
}

// fileAnswer is what the script is told of one file.
type fileAnswer struct {
	State   string `json:"state"`
	Message string `json:"message,omitempty"`
	Size    string `json:"size,omitempty"`
	SHA256  string `json:"sha256,omitempty"`
	Href    string `json:"href,omitempty"`
	Thumb   string `json:"thumb,omitempty"`
	Remove  string `json:"remove,omitempty"`
}

var answerStates = map[document.FileState]string{document.FileReceived: "checking", document.FileChecked: "stored", document.FileRefused: "refused"}

// answerScript tells the script about the file it sent.
func (p *Pages) answerScript(w http.ResponseWriter, r *http.Request, x taken) error {
	if len(x.files) == 0 {
		return web.JSON(w, http.StatusUnprocessableEntity, fileAnswer{State: "refused", Message: i18n.T(r.Context(), "portal.papers.no_file")})
	}
	last := len(x.files) - 1
	u := p.uploaded(r.Context(), x.files[last])
	out := fileAnswer{State: answerStates[x.files[last].State], Message: u.Message, Size: u.Size, SHA256: u.SHA256, Href: u.Href, Thumb: u.Thumb, Remove: u.RemoveValue}
	status := http.StatusOK
	if f := fault.Of(x.faults[last]); x.faults[last] != nil {
		out.Message, status = i18n.T(r.Context(), f.Key, f.Args...), f.Kind.Status()
	}
	return web.JSON(w, status, out)
}

func byScript(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Accept"), "application/json")
}
