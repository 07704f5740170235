// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// folder looks at the data folder and the key in it. A folder that is not there
// yet is made at the first start, if it can be.
func (x *examination) folder(context.Context) {
	dir := x.cfg.Data
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		x.found(SeverityWarning, "data_missing", nil)
		return
	case err != nil || !info.IsDir():
		x.found(SeverityError, "data_not_writable", err)
		return
	}
	probe, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		x.found(SeverityError, "data_not_writable", err)
	} else {
		probe.Close()
		os.Remove(probe.Name())
	}
	x.key(filepath.Join(dir, keyFile))
}

func (x *examination) key(path string) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		x.found(SeverityWarning, "key_missing", nil, "path", path)
		return
	}
	text, rerr := os.ReadFile(path)
	if err = errors.Join(err, rerr); err != nil {
		x.found(SeverityError, "key_unreadable", err, "path", path)
		return
	}
	if key, err := hex.DecodeString(strings.TrimSpace(string(text))); err != nil || len(key) != 32 {
		x.found(SeverityError, "key_unreadable", nil, "path", path)
	}
	if info.Mode().Perm()&0o077 != 0 {
		x.found(SeverityError, "key_permissions", nil, "path", path, "mode", info.Mode().Perm().String())
	}
}

// Under these the disk is called full: files and the database must both go on for
// some days.
const (
	diskLow  = 5 << 30
	diskFull = 1 << 30
)

func (x *examination) disk(context.Context) {
	dir := x.cfg.Data
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		x.found(SeverityWarning, "disk_unknown", err)
		return
	}
	free := s.Bavail * uint64(s.Bsize)
	switch mib := free >> 20; {
	case free < diskFull:
		x.found(SeverityError, "disk_full", nil, "mib", mib)
	case free < diskLow:
		x.found(SeverityWarning, "disk_low", nil, "mib", mib)
	}
}
