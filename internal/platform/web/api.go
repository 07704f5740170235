// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"embed"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
)

// Texts holds the faults' sentences.
//
//go:embed locale
var Texts embed.FS

// API gathers the JSON operations of all rooms under /api/v1 and describes them
// as OpenAPI 3.1.
type API struct {
	mux    *http.ServeMux
	huma   huma.API
	routes Table
}

// NewAPI makes an API without operations.
func NewAPI(version string) *API {
	cfg := huma.DefaultConfig("motcua", version)
	cfg.OpenAPIPath, cfg.DocsPath, cfg.SchemasPath = "", "", ""
	cfg.CreateHooks = nil // no $schema in bodies
	cfg.Info.Description = "One-stop administration of a province: procedures, dossiers, documents, deadlines."
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"bearer": {Type: "http", Scheme: "bearer"}}
	a := &API{mux: http.NewServeMux()}
	a.huma = humago.New(a.mux, cfg)
	return a
}

// Op describes one operation.
type Op struct {
	ID, Method, Path string // "dossier-receive", "POST", "/api/v1/dossiers/{code}/receive"
	Summary          string // for integrators, in English
	Tag              string // the room
	Need             string // as in Route
	Status           int    // of success; 0 means 200
	MaxBody          int64
}

// Operate adds an operation. Input and output are structs as huma reads them:
// path, query and header parameters by tag, the body in a field Body. A fault
// becomes problem details in the caller's language.
func Operate[I, O any](a *API, op Op, do func(ctx context.Context, actor authz.Actor, in *I) (*O, error)) {
	huma.Register(a.huma, op.described(), func(ctx context.Context, in *I) (*O, error) {
		out, err := do(ctx, ActorOf(ctx), in)
		if err != nil {
			if failure, ok := ctx.Value(failureKey{}).(*error); ok {
				*failure = err // the router logs and answers
			}
			return nil, problemError{ProblemOf(i18n.From(ctx), fault.Of(db.AsFault(err)), "")}
		}
		return out, nil
	})
	a.routes = append(a.routes, Route{Method: op.Method, Pattern: op.Path, Need: op.Need, MaxBody: op.MaxBody, API: true, Handle: a.handle})
}

// described is the operation with every error it may answer.
func (op Op) described() huma.Operation {
	o := huma.Operation{OperationID: op.ID, Method: op.Method, Path: op.Path, Summary: op.Summary, Tags: []string{op.Tag}, DefaultStatus: op.Status, MaxBodyBytes: op.MaxBody}
	o.Errors = []int{http.StatusUnprocessableEntity, http.StatusInternalServerError, http.StatusServiceUnavailable}
	if op.Need != Anyone {
		o.Security = []map[string][]string{{"bearer": {}}}
		o.Errors = append(o.Errors, http.StatusUnauthorized, http.StatusForbidden)
	}
	if strings.Contains(op.Path, "{") {
		o.Errors = append(o.Errors, http.StatusNotFound)
	}
	if op.Method != http.MethodGet {
		o.Errors = append(o.Errors, http.StatusBadRequest, http.StatusConflict, http.StatusRequestEntityTooLarge)
	}
	return o
}

// Describe puts a route that is served past Operate, such as a download, into the
// description.
func (a *API) Describe(op Op, contentType string) {
	o := op.described()
	failure := a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[problemError](), true, "Problem")
	o.Responses = map[string]*huma.Response{strconv.Itoa(http.StatusOK): {Description: http.StatusText(http.StatusOK), Content: map[string]*huma.MediaType{contentType: {}}}}
	for _, code := range o.Errors {
		o.Responses[strconv.Itoa(code)] = &huma.Response{Description: http.StatusText(code), Content: map[string]*huma.MediaType{"application/problem+json": {Schema: failure}}}
	}
	a.huma.OpenAPI().AddOperation(&o)
}

type failureKey struct{}

// handle runs the operation; an internal failure goes back to the router, which
// writes the incident to the log.
func (a *API) handle(w http.ResponseWriter, r *http.Request) error {
	var failure error
	held := &holding{ResponseWriter: w}
	held.internal = func() bool { return failure != nil && classify(failure).Kind == fault.Internal }
	a.mux.ServeHTTP(held, r.WithContext(context.WithValue(r.Context(), failureKey{}, &failure)))
	if held.internal() {
		return failure
	}
	return nil
}

// holding lets nothing of an internal failure out.
type holding struct {
	http.ResponseWriter
	internal func() bool
}

func (h *holding) WriteHeader(code int) {
	if !h.internal() {
		comeAgain(h.Header(), code)
		h.ResponseWriter.WriteHeader(code)
	}
}

func (h *holding) Write(b []byte) (int, error) {
	if h.internal() {
		return len(b), nil
	}
	return h.ResponseWriter.Write(b)
}

// Routes are the operations and the description of them all.
func (a *API) Routes() Table {
	a.Describe(Op{ID: "openapi", Method: http.MethodGet, Path: "/api/v1/openapi.json", Summary: "This description", Tag: "api", Need: Anyone}, "application/json")
	return append(a.routes, Route{Method: http.MethodGet, Pattern: "/api/v1/openapi.json", Need: Anyone, API: true, Handle: a.describe})
}

func (a *API) describe(w http.ResponseWriter, _ *http.Request) error {
	body, err := a.huma.OpenAPI().MarshalJSON()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, err = w.Write(body)
	return err
}

type problemError struct{ Problem }

func (p problemError) Error() string             { return p.Detail }
func (p problemError) GetStatus() int            { return p.Status }
func (p problemError) ContentType(string) string { return "application/problem+json" }

func init() {
	// The description's errors are of this type; it is not otherwise called.
	huma.NewError = func(status int, detail string, _ ...error) huma.StatusError {
		return problemError{Problem{Status: status, Title: http.StatusText(status), Detail: detail}}
	}
	// What huma itself refuses (a body that is no JSON, a missing field) speaks the
	// caller's language too.
	huma.NewErrorWithContext = func(c huma.Context, status int, _ string, errs ...error) huma.StatusError {
		l := i18n.From(c.Context())
		p := ProblemOf(l, &fault.Error{Kind: kindOf(status), Key: keyOf(status)}, "")
		p.Status, p.Title = status, http.StatusText(status)
		for _, err := range errs {
			if d, ok := err.(*huma.ErrorDetail); ok {
				p.Errors = append(p.Errors, ProblemField{Location: d.Location, Code: "fault.field.format", Message: l.T("fault.field.format", "message", d.Message)})
			}
		}
		return problemError{p}
	}
}

func kindOf(code int) fault.Kind {
	switch code {
	case http.StatusRequestEntityTooLarge:
		return fault.TooLarge
	case http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusUnsupportedMediaType:
		return fault.Invalid
	case http.StatusNotFound:
		return fault.NotFound
	}
	return fault.Internal
}

func keyOf(code int) string {
	switch kindOf(code) {
	case fault.TooLarge, fault.Invalid:
		return "fault.invalid"
	case fault.NotFound:
		return "fault.not_found"
	}
	return "fault.internal"
}
