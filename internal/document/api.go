// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"context"
	"net/http"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/web"
)

// Operations adds the room's JSON operations.
func (s *Service) Operations(a *web.API) {
	web.Operate(a, web.Op{ID: "file-list", Method: http.MethodGet, Path: "/api/v1/files", Tag: "document", Need: web.SignedIn, Summary: "Files of a draft or dossier"}, s.opList)
	web.Operate(a, web.Op{ID: "file-add", Method: http.MethodPost, Path: "/api/v1/files", Tag: "document", Need: web.SignedIn, Status: http.StatusCreated, MaxBody: s.limits.bytes + 1<<16, Summary: "Hand in a file; the body is its bytes"}, s.opAdd)
	web.Operate(a, web.Op{ID: "file-remove", Method: http.MethodDelete, Path: "/api/v1/files/{id}", Tag: "document", Need: web.SignedIn, Status: http.StatusNoContent, Summary: "Take a file away"}, s.opRemove)
	web.Operate(a, web.Op{ID: "paper-list", Method: http.MethodGet, Path: "/api/v1/papers", Tag: "document", Need: web.SignedIn, Summary: "Papers issued for a dossier"}, s.opPapers)
	web.Operate(a, web.Op{ID: "paper-verify", Method: http.MethodGet, Path: "/api/v1/verify/{code}", Tag: "document", Need: web.Anyone, Summary: "What was issued under a verification code"}, s.opVerify)
}

// FileLine is a file in JSON.
type FileLine struct {
	ID        string `json:"id"`
	Component string `json:"component"`
	Name      string `json:"name"`
	Type      string `json:"type"`
	Size      int64  `json:"size"`
	SHA256    string `json:"sha256"`
	Pages     int    `json:"pages"`
	State     string `json:"state" enum:"received,checked,refused"`
	Reason    string `json:"reason,omitempty" doc:"text key of the refusal"`
	AddedAt   string `json:"added_at"`
}

func fileLine(f File) FileLine {
	return FileLine{ID: f.ID, Component: f.Component, Name: f.Name, Type: f.Type.MediaType(), Size: f.Size, SHA256: f.Hash, Pages: f.Pages, State: string(f.State), Reason: f.Reason, AddedAt: stamp(f.AddedAt)}
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(clock.Vietnam).Format(time.RFC3339)
}

type listInput struct {
	Owner string `query:"owner" required:"true" maxLength:"64" doc:"id of the draft or dossier"`
}

type filesOutput struct {
	Body struct {
		Files []FileLine `json:"files"`
	}
}

func (s *Service) opList(ctx context.Context, actor authz.Actor, in *listInput) (*filesOutput, error) {
	out := &filesOutput{}
	out.Body.Files = []FileLine{}
	err := s.db.Read(ctx, func(r db.Reader) error {
		if err := s.mayRead(ctx, r, actor, in.Owner); err != nil {
			return err
		}
		files, err := s.Files(r, in.Owner)
		for _, f := range files {
			out.Body.Files = append(out.Body.Files, fileLine(f))
		}
		return err
	})
	return out, err
}

type addInput struct {
	Owner     string `query:"owner" required:"true" maxLength:"64"`
	Component string `query:"component" maxLength:"200"`
	Name      string `query:"name" required:"true" maxLength:"500"`
	RawBody   []byte `contentType:"application/octet-stream"`
}

type fileOutput struct {
	Location string `header:"Location"`
	Body     FileLine
}

func (s *Service) opAdd(ctx context.Context, actor authz.Actor, in *addInput) (*fileOutput, error) {
	f, err := s.AddFile(ctx, actor, AddFileInput{Owner: in.Owner, Component: in.Component, Name: in.Name, Body: in.RawBody})
	if err != nil {
		return nil, err
	}
	return &fileOutput{Location: "/files/" + f.ID, Body: fileLine(f)}, nil
}

type idInput struct {
	ID string `path:"id" maxLength:"64"`
}

func (s *Service) opRemove(ctx context.Context, actor authz.Actor, in *idInput) (*struct{}, error) {
	return nil, s.RemoveFile(ctx, actor, in.ID)
}

// PaperLine is an issued paper in JSON.
type PaperLine struct {
	ID       string `json:"id"`
	Template string `json:"template"`
	Title    string `json:"title,omitempty"`
	Number   string `json:"number,omitempty"`
	Dated    string `json:"dated,omitempty"`
	State    string `json:"state" enum:"draft,rendered,signed,sealed,void"`
	Code     string `json:"code" doc:"verification code"`
	SHA256   string `json:"sha256,omitempty"`
	Signer   string `json:"signer,omitempty"`
}

type papersOutput struct {
	Body struct {
		Papers []PaperLine `json:"papers"`
	}
}

func (s *Service) opPapers(ctx context.Context, actor authz.Actor, in *listInput) (*papersOutput, error) {
	out := &papersOutput{}
	out.Body.Papers = []PaperLine{}
	err := s.db.Read(ctx, func(r db.Reader) error {
		if err := s.mayRead(ctx, r, actor, in.Owner); err != nil {
			return err
		}
		papers, err := s.Papers(r, in.Owner)
		for _, p := range papers {
			out.Body.Papers = append(out.Body.Papers, PaperLine{ID: p.ID, Template: string(p.Template), Title: p.Title, Number: p.FullNumber(), Dated: p.Dated, State: string(p.State), Code: p.Code, SHA256: p.Hash(), Signer: p.SignerName})
		}
		return err
	})
	return out, err
}

type codeInput struct {
	Code string `path:"code" maxLength:"32"`
}

type verifyOutput struct {
	Body struct {
		Template string     `json:"template"`
		Title    string     `json:"title,omitempty"`
		Number   string     `json:"number"`
		Dated    string     `json:"dated"`
		Agency   string     `json:"agency"`
		Holder   string     `json:"holder" doc:"masked"`
		Signer   string     `json:"signer,omitempty"`
		State    string     `json:"state"`
		IssuedAt string     `json:"issued_at"`
		SHA256   string     `json:"sha256"`
		Genuine  bool       `json:"genuine"`
		PDF      *PDFReport `json:"pdf,omitempty"`
	}
}

func (s *Service) opVerify(ctx context.Context, _ authz.Actor, in *codeInput) (*verifyOutput, error) {
	v, err := s.Verify(ctx, in.Code)
	if err != nil {
		return nil, err
	}
	out := &verifyOutput{}
	b := &out.Body
	b.Template, b.Title, b.Number, b.Dated, b.Agency, b.Holder = string(v.Template), v.Title, v.Number, v.Dated, v.AgencyName, v.Holder
	b.Signer, b.State, b.IssuedAt, b.SHA256, b.Genuine, b.PDF = v.SignerName, string(v.State), stamp(v.IssuedAt), v.Hash, v.Genuine, v.PDF
	return out, nil
}
