// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

func picture(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.RGBA{uint8(x), uint8(y), 90, 255})
		}
	}
	return img
}

func pngOf(w, h int) []byte {
	var out bytes.Buffer
	_ = png.Encode(&out, picture(w, h))
	return out.Bytes()
}

func jpegOf(w, h int) []byte {
	var out bytes.Buffer
	_ = jpeg.Encode(&out, picture(w, h), nil)
	return out.Bytes()
}

// bomb is a PNG of a few bytes that says it has w×h pixels.
func bomb(w, h uint32) []byte {
	body := append([]byte(nil), pngOf(1, 1)...)
	binary.BigEndian.PutUint32(body[16:], w)
	binary.BigEndian.PutUint32(body[20:], h)
	binary.BigEndian.PutUint32(body[29:], crc32.ChecksumIEEE(body[12:29]))
	return body
}

// pdfOf is a small PDF with n pages and more objects put in.
func pdfOf(n int, more string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [")
	for i := range n {
		fmt.Fprintf(&b, "%d 0 R ", 10+i)
	}
	b.WriteString("] >>\nendobj\n")
	for i := range n {
		fmt.Fprintf(&b, "%d 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>\nendobj\n", 10+i)
	}
	b.WriteString(more)
	b.WriteString("\ntrailer << /Root 1 0 R /Size 99 >>\nstartxref\n9\n%%EOF\n")
	return b.Bytes()
}

// objStm packs one object into an object stream.
func objStm(number int, object string) string {
	head := fmt.Sprintf("%d 0 ", number)
	var z bytes.Buffer
	zw := zlib.NewWriter(&z)
	_, _ = zw.Write([]byte(head + object))
	_ = zw.Close()
	return fmt.Sprintf("90 0 obj\n<< /Type /ObjStm /N 1 /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n", len(head), z.Len(), z.String())
}

func archive(names ...string) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, n := range names {
		w, _ := z.Create(n)
		_, _ = w.Write([]byte("<x/>"))
	}
	_ = z.Close()
	return out.Bytes()
}

const eicar = `X5O!P%@AP[4\PZX54(P^)7CC)7}$` + "EICAR-STANDARD-" + `ANTIVIRUS-TEST-FILE!$H+H*`

func TestFilesAreTakenByContent(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		cases := []struct {
			name string
			body []byte
			want document.FileType
			key  string // of the refusal
			n    int    // pages
		}{
			{"giấy.pdf", pdfOf(3, ""), document.PDF, "", 3},
			{"ảnh.jpg", jpegOf(400, 300), document.JPEG, "", 1},
			{"ảnh.pdf", pngOf(300, 400), document.PNG, "", 1}, // a name means nothing
			{"đơn.docx", archive("[Content_Types].xml", "word/document.xml"), document.DOCX, "", 0},
			{"bảng.xlsx", archive("[Content_Types].xml", "xl/workbook.xml"), document.XLSX, "", 0},
			{"objstm.pdf", pdfOf(1, objStm(50, "<< /Type /Page /Parent 2 0 R >>")), document.PDF, "", 2},
			{"rỗng.pdf", nil, document.Unknown, "document.fault.empty", 0},
			{"chương trình.pdf", []byte("MZ\x90\x00 this is a program %PDF-1.4"), document.Unknown, "document.fault.type", 0},
			{"web.pdf", []byte("<html><script>alert(1)</script>%PDF-1.4"), document.Unknown, "document.fault.type", 0},
			{"vi-rút.pdf", pdfOf(1, "% "+eicar+"\n"), document.PDF, "document.fault.virus", 1},
			{"rách.pdf", pdfOf(2, "")[:200], document.PDF, "document.fault.corrupt", 0},
			{"khóa.pdf", pdfOf(1, "trailer << /Encrypt 5 0 R >>"), document.PDF, "document.fault.encrypted_pdf", 1},
			{"js.pdf", pdfOf(1, "5 0 obj << /S /J#61vaScript /JS (app.alert(1)) >> endobj"), document.PDF, "document.fault.active_pdf", 1},
			{"js2.pdf", pdfOf(1, objStm(51, "<< /S /Launch /F (cmd.exe) >>")), document.PDF, "document.fault.active_pdf", 1},
			{"rách.jpg", jpegOf(400, 300)[:3000], document.JPEG, "document.fault.corrupt", 1},
			{"rách.png", pngOf(300, 300)[:100], document.PNG, "document.fault.corrupt", 1},
			{"bom.png", bomb(60000, 60000), document.PNG, "document.fault.pixels", 1},
			{"macro.docx", archive("word/document.xml", "word/vbaProject.bin"), document.DOCX, "document.fault.macro", 0},
			{"trượt.docx", archive("word/document.xml", "../../etc/passwd"), document.DOCX, "document.fault.corrupt", 0},
			{"lớn.pdf", append(pdfOf(1, ""), make([]byte, 11<<20)...), document.Unknown, "document.fault.too_large", 0},
		}
		for _, c := range cases {
			f, err := h.AddFile(t.Context(), system, document.AddFileInput{Owner: "draft1", Component: c.name, Name: c.name, Body: c.body})
			key := ""
			if err != nil {
				key = fault.Of(err).Key
			}
			if key != c.key || f.Type != c.want || key == "" && f.Pages != c.n {
				t.Errorf("%s: %q (%v), %s with %d pages", c.name, key, err, f.Type, f.Pages)
			}
			if want := map[bool]document.FileState{true: document.FileChecked, false: document.FileRefused}[c.key == ""]; f.State != want {
				t.Errorf("%s: %s", c.name, f.State)
			}
		}
		var files []document.File
		_ = h.db.Read(t.Context(), func(r db.Reader) (err error) { files, err = h.Files(r, "draft1"); return err })
		if len(files) != len(cases) {
			t.Errorf("%d files of %d listed", len(files), len(cases))
		}
	})
}

func TestFileLifeFromDraftToDossier(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx := context.Background()
		in := document.AddFileInput{Owner: "draft1", Component: "c1", Name: `C:\ảnh\Gia\u0302y chu+ng sinh.JPG`, Body: jpegOf(640, 480)}
		in.Name = strings.ReplaceAll(in.Name, `a\u0302`, "a\u0302") // NFD, as a Mac sends it
		f, err := h.AddFile(ctx, system, in)
		if err != nil || f.Thumbnail == "" || f.Width != 640 || strings.Contains(f.Name, "\u0302") || strings.Contains(f.Name, `\ảnh`) {
			t.Fatalf("%+v %v", f, err)
		}
		again, err := h.AddFile(ctx, system, in)
		if err != nil || again.ID != f.ID {
			t.Errorf("the same bytes twice: %+v %v", again, err)
		}
		bad, _ := h.AddFile(ctx, system, document.AddFileInput{Owner: "draft1", Component: "c2", Name: "x.pdf", Body: []byte("nothing")})
		if err := h.db.Write(ctx, func(tx *db.Tx) error { return h.Attach(tx, "draft1", "dossier1") }); err != nil {
			t.Fatal(err)
		}
		_ = h.db.Read(ctx, func(r db.Reader) error {
			kept, _ := h.Files(r, "dossier1")
			left, _ := h.Files(r, "draft1")
			if len(kept) != 1 || len(left) != 1 || left[0].ID != bad.ID {
				t.Errorf("kept %+v, left %+v", kept, left)
			}
			return nil
		})
		if got, body, err := h.Body(ctx, f.ID); err != nil || !bytes.Equal(body, in.Body) || got.Owner != "dossier1" {
			t.Errorf("%+v %v", got, err)
		}
		if _, _, err := h.Body(ctx, bad.ID); !fault.Is(err, fault.Conflict) {
			t.Errorf("a refused file is given out: %v", err)
		}
		citizen := authz.Actor{Kind: authz.Citizen, ID: "c"}
		if _, err := h.AddFile(ctx, citizen, in); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a stranger adds: %v", err)
		}
		if err := h.RemoveFile(ctx, citizen, f.ID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a stranger removes: %v", err)
		}
		if err := h.RemoveFile(ctx, system, f.ID); err != nil {
			t.Fatal(err)
		}
		if _, _, err := h.Body(ctx, f.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("after removal: %v", err)
		}
	})
}

func TestThumbnailIsUpright(t *testing.T) {
	wide := jpegOf(400, 200)
	exif := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00")
	segment := append([]byte{0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	turned := append(append(append([]byte(nil), wide[:2]...), segment...), wide[2:]...)
	each(t, func(t *testing.T, h *house) {
		f, err := h.AddFile(t.Context(), system, document.AddFileInput{Owner: "d", Name: "a.jpg", Body: turned})
		if err != nil {
			t.Fatal(err)
		}
		body, err := h.blobs.Get(t.Context(), f.Thumbnail)
		if err != nil {
			t.Fatal(err)
		}
		cfg, err := png.DecodeConfig(bytes.NewReader(body))
		if err != nil || cfg.Width != 120 || cfg.Height != 240 {
			t.Errorf("%d × %d, %v", cfg.Width, cfg.Height, err)
		}
		if bytes.Contains(body, []byte("Exif")) {
			t.Error("the thumbnail keeps hidden data")
		}
	})
}
