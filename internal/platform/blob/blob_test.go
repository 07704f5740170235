// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package blob_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"motcua.vn/internal/platform/blob"
)

func TestBytesAreKeptOnceUnderTheirHash(t *testing.T) {
	ctx, root := context.Background(), t.TempDir()
	d, err := blob.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			hash, err := d.Put(ctx, []byte("giấy chứng sinh"))
			if err != nil || hash != blob.Hash([]byte("giấy chứng sinh")) {
				t.Errorf("%s, %v", hash, err)
			}
		})
	}
	wg.Wait()
	files := 0
	_ = filepath.Walk(root, func(_ string, info os.FileInfo, _ error) error {
		if !info.IsDir() {
			files++
		}
		return nil
	})
	if files != 1 {
		t.Errorf("%d files", files)
	}
	body, err := d.Get(ctx, blob.Hash([]byte("giấy chứng sinh")))
	if err != nil || string(body) != "giấy chứng sinh" {
		t.Errorf("%q, %v", body, err)
	}
}

func TestDamagedMissingAndStrangeNamesAreTold(t *testing.T) {
	ctx, root := context.Background(), t.TempDir()
	d, _ := blob.Open(root)
	hash, err := d.Put(ctx, []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, hash[:2], hash[2:4], hash), []byte("y"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Get(ctx, hash); err == nil || errors.Is(err, blob.ErrNotFound) {
		t.Errorf("damaged: %v", err)
	}
	for _, name := range []string{blob.Hash([]byte("never")), "", "../../etc/passwd", "zz"} {
		if _, err := d.Get(ctx, name); !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
