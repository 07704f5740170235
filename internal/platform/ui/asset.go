// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

//go:embed all:static
var staticFiles embed.FS

// StaticPrefix is where StaticHandler is to be mounted.
const StaticPrefix = "/static/"

// manifest maps "portal.css" to "portal.1a2b3c4d.css"; empty while the front end has not been built.
var manifest = sync.OnceValue(func() map[string]string {
	raw, err := staticFiles.ReadFile("static/manifest.json")
	if err != nil {
		return nil
	}
	names := map[string]string{}
	if err := json.Unmarshal(raw, &names); err != nil {
		panic("ui: static/manifest.json: " + err.Error())
	}
	return names
})

// Built says whether the front end was built into this program; if not, pages say so and use placeholder.css.
func Built() bool { return len(manifest()) > 0 }

// Asset is the URL of a static file by its plain name.
func Asset(name string) string {
	if hashed, ok := manifest()[name]; ok {
		return StaticPrefix + hashed
	}
	return StaticPrefix + name
}

// Font is a TrueType font for generated papers: "Tinos-Regular.ttf", "BeVietnamPro-Bold.ttf" …
func Font(name string) ([]byte, error) {
	raw, err := staticFiles.ReadFile("static/fonts/" + path.Base(name))
	if err != nil {
		return nil, fmt.Errorf("ui: font %s is not built in (run npm ci && npm run build in web/): %w", name, err)
	}
	return raw, nil
}

// StaticHandler serves the embedded files with the compressed form the browser takes.
func StaticHandler() http.Handler {
	files, err := fs.Sub(staticFiles, "static")
	if err != nil {
		panic(err)
	}
	return http.StripPrefix(StaticPrefix, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		serveStatic(w, r, files)
	}))
}

func serveStatic(w http.ResponseWriter, r *http.Request, files fs.FS) {
	name := r.URL.Path
	if !fs.ValidPath(name) || strings.HasSuffix(name, "/") || isDir(files, name) {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", cacheControl(name))
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		h.Set("Content-Type", kind)
	}
	if file, encoding := pick(files, name, r.Header.Get("Accept-Encoding")); encoding != "" {
		serveCompressed(w, files, file, encoding)
		return
	}
	http.ServeFileFS(w, r, files, name)
}

// serveCompressed knows the length, which http.ServeContent leaves out of encoded answers.
func serveCompressed(w http.ResponseWriter, files fs.FS, file, encoding string) {
	data, err := fs.ReadFile(files, file)
	if err != nil {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Encoding", encoding)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // an error means that the reader has gone
}

func isDir(files fs.FS, name string) bool {
	info, err := fs.Stat(files, name)
	return err != nil || info.IsDir()
}

// cacheControl is "for ever" only for names that carry the hash of their content.
func cacheControl(name string) string {
	for _, hashed := range manifest() {
		if hashed == name {
			return "public, max-age=31536000, immutable"
		}
	}
	return "public, max-age=300"
}

func pick(files fs.FS, name, accepts string) (file, encoding string) {
	for _, v := range [...]struct{ suffix, encoding string }{{".br", "br"}, {".gz", "gzip"}} {
		if accepted(accepts, v.encoding) && !isDir(files, name+v.suffix) {
			return name + v.suffix, v.encoding
		}
	}
	return name, ""
}

// accepted reads Accept-Encoding well enough: named, and not with q=0.
func accepted(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), encoding) {
			q := strings.ReplaceAll(params, " ", "")
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}
