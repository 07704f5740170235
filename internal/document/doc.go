// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package document keeps every paper that comes in and makes every paper that
// goes out.
//
// Words. A *file* (tệp, thành phần hồ sơ) is what a person hands in. A *paper*
// (văn bản, giấy tờ) is what the administration issues: the slips 01–06 of
// Circular 03/2025, and the *result* (kết quả giải quyết). A *stage* is how far a
// paper has come: drafted, rendered (dự thảo), signed by the competent person
// (ký số của người có thẩm quyền), sealed by the agency (ký số của cơ quan, tổ
// chức), void (bị hủy). Decree 30/2020 Arts. 14 and 32 give the order: the person
// signs, then number and date are assigned and the clerk seals; the agency's key
// goes only onto papers already signed.
//
// It owns the tables document_file, document_paper, document_series and
// document_key, and the bytes behind them in the blob store.
//
// Doors: AddFile, CheckFile, RemoveFile, Attach, Files, Body for papers in;
// Order, Issue, Preview, SignResult, SealResult, Void for papers out; Verify and
// VerifyUpload for anybody; ImportKey for the operator. What is slow (rendering,
// signing, time-stamping, scanning) happens outside transactions and is recorded
// in one; done twice, it leaves one paper.
package document
