// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

//go:build shots

package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
)

// paper is an invented hospital paper, so that there is something to look at.
const paper = `<!doctype html><meta charset="utf-8"><body style="margin:0;width:620px;height:860px;background:#fdfcf7;font:19px/1.9 'Tinos','Liberation Serif',serif;color:#222">
<div style="padding:48px 56px"><p style="text-align:center;margin:0"><b>BẢN MẪU, KHÔNG CÓ GIÁ TRỊ</b></p>
<h1 style="text-align:center;font-size:27px;margin:34px 0">GIẤY CHỨNG SINH</h1>
<p>Họ và tên mẹ: <b>Lò Thị Mẫu</b></p><p>Nơi thường trú: phường Tô Hiệu, tỉnh Sơn La</p><p>Đã sinh con vào lúc: 08 giờ 20 phút, ngày 12/11/2026</p>
<p>Tại: bệnh viện đa khoa của tỉnh</p><p>Số con: 01 &nbsp; Giới tính: nữ &nbsp; Cân nặng: 3.100 gam</p><p>Dự định đặt tên con là: <b>Lò Minh Mẫu</b></p>
<p style="text-align:right;margin-top:60px">Người đỡ đẻ<br><i>(đã ký)</i></p></div>`

// photograph draws the paper with the browser itself.
func (c *camera) photograph() (string, error) {
	if err := c.do(chromedp.EmulateViewport(620, 860)); err != nil {
		return "", err
	}
	if err := c.do(chromedp.Navigate("data:text/html;base64," + base64.StdEncoding.EncodeToString([]byte(paper)))); err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(c.ctx, pageLimit)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "motcua-shots-paper")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "giay-chung-sinh.png")
	return path, os.WriteFile(path, picture, 0o600)
}

// scan adds the paper to a dossier as an officer does.
func (c *camera) scan(dossier string) error {
	file, err := c.photograph()
	if err != nil {
		return err
	}
	defer os.RemoveAll(filepath.Dir(file))
	if err := c.do(chromedp.EmulateViewport(1280, 800)); err != nil {
		return err
	}
	if err := c.open(dossier); err != nil {
		return err
	}
	const form = `form[action*="/files"]`
	if found, err := c.has(form); err != nil || !found {
		return fmt.Errorf("%s takes no scan: %w", dossier, err)
	}
	if err := c.do(chromedp.SetUploadFiles(form+` input[type="file"]`, []string{file}, chromedp.NodeReady)); err != nil {
		return err
	}
	return c.press(form + ` button:last-of-type`)
}
