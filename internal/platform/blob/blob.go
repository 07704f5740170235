// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package blob keeps the bytes of files, named by their SHA-256, once each. The
// rows that say what a file is belong to the rooms.
package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// ErrNotFound says that no bytes of that name are kept here.
var ErrNotFound = errors.New("blob: not found")

// Store keeps bytes. Put returns only when they would survive a power cut.
type Store interface {
	Put(ctx context.Context, body []byte) (hash string, err error)
	Get(ctx context.Context, hash string) ([]byte, error)
}

// Dir is a Store in a folder: ab/cd/abcd….
type Dir struct{ root string }

// Open makes the folder if need be.
func Open(root string) (*Dir, error) {
	if err := os.MkdirAll(root, 0o750); err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	return &Dir{root: root}, nil
}

// Hash is the name under which bytes are kept.
func Hash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

func (d *Dir) path(hash string) (string, error) {
	if b, err := hex.DecodeString(hash); err != nil || len(b) != sha256.Size {
		return "", fmt.Errorf("blob: %q is not a name: %w", hash, ErrNotFound)
	}
	return filepath.Join(d.root, hash[:2], hash[2:4], hash), nil
}

// Put writes the bytes beside, syncs them and renames, so that a name never
// stands for half a file.
func (d *Dir) Put(_ context.Context, body []byte) (string, error) {
	hash := Hash(body)
	path, err := d.path(hash)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(path); err == nil && info.Size() == int64(len(body)) {
		return hash, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return "", fmt.Errorf("blob: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "put-*")
	if err != nil {
		return "", fmt.Errorf("blob: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = io.Copy(tmp, bytes.NewReader(body))
	if err == nil {
		err = tmp.Sync()
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		return "", fmt.Errorf("blob: %w", err)
	}
	return hash, nil
}

func syncDir(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// Get reads the bytes and checks that they are what their name says.
func (d *Dir) Get(_ context.Context, hash string) ([]byte, error) {
	path, err := d.path(hash)
	if err != nil {
		return nil, err
	}
	body, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("blob: %s: %w", hash, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	if Hash(body) != hash {
		return nil, fmt.Errorf("blob: %s is damaged on disk", hash)
	}
	return body, nil
}
