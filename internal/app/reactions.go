// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"motcua.vn/internal/document"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/outbox"
)

// The reactions that write to citizens.
const (
	reactionTell      = "tell the applicant"
	reactionTellReady = "tell that the result is ready"
)

// reactions says what follows from what, one line each.
func (a *App) reactions() []outbox.Reaction {
	out := []outbox.Reaction{
		{Topic: dossier.TopicAccepted, Name: "form 01", Do: a.Dossier.OrderSlip},
		{Topic: dossier.TopicSupplementRequested, Name: "form 02", Do: a.Dossier.OrderSlip},
		{Topic: dossier.TopicRefused, Name: "form 03", Do: a.Dossier.OrderSlip},
		{Topic: dossier.TopicApproved, Name: "sign the result", Do: a.Dossier.SignResult},
		{Topic: dossier.TopicStamped, Name: "seal the result", Do: a.Dossier.SealResult},
		{Topic: document.TopicOrdered, Name: "draw the paper", Do: a.Document.RenderOrdered},
		{Topic: document.TopicSigningOrdered, Name: "sign the paper", Do: a.Document.SignOrdered},
		{Topic: document.TopicSealingOrdered, Name: "seal the paper", Do: a.Document.SealOrdered},
		{Topic: document.TopicFileAdded, Name: "check the file", Do: a.Document.CheckAdded},
		{Topic: document.TopicSealed, Name: reactionTellReady, Do: a.Dossier.TellReady},
	}
	for _, topic := range dossier.Topics {
		if topic != dossier.TopicStamped { // told when sealed
			out = append(out, outbox.Reaction{Topic: topic, Name: reactionTell, Do: a.Dossier.Tell})
		}
	}
	return out
}
