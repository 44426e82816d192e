using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Features.Organisation;

/// <summary>Where an agreement stands, in words and with the colour of its tag.</summary>
internal static class Wordings
{
    public static Text Status(this Agreement agreement) => agreement.Standing switch
    {
        Standing.Preparing => Say.StandingPreparing,
        Standing.WithSignatory => Say.StandingWithSignatory,
        Standing.AuthorityToAccept => Say.StandingAuthorityToAccept,
        Standing.ToCountersign => Say.StandingToCountersign,
        Standing.Sealing => Say.StandingSealing,
        Standing.InForce => Say.StandingInForce,
        Standing.Superseded => Say.StandingSuperseded,
        _ => agreement.ClosingCode switch
        {
            ClosingCode.Questions => Say.StandingQuestions,
            ClosingCode.WrongPerson => Say.StandingWrongPerson,
            ClosingCode.Recalled => Say.StandingRecalled,
            ClosingCode.Expired => Say.StandingExpired,
            ClosingCode.Withdrawn => Say.StandingWithdrawn,
            ClosingCode.Terminated => Say.StandingTerminated,
            ClosingCode.Novated => Say.StandingNovated,
            ClosingCode.Authority when agreement.AuthorityDecision is not null => Say.StandingAuthorityRefused,
            _ => Say.StandingDeclined,
        },
    };

    public static string Colour(this Agreement agreement) => agreement.Standing switch
    {
        Standing.InForce => "green",
        Standing.WithSignatory => "blue",
        Standing.Closed => "red",
        Standing.AuthorityToAccept or Standing.ToCountersign => "yellow",
        _ => "grey",
    };

    /// <summary>Whose turn it is and for what, in one sentence.</summary>
    public static Text WhatNext(this Agreement agreement) => agreement.Standing switch
    {
        Standing.Preparing => Say.NextPreparing,
        Standing.WithSignatory => Say.NextWithSignatory(Names(agreement.StillToSign()), agreement.SignBy),
        Standing.AuthorityToAccept => Say.NextAuthorityToAccept,
        Standing.ToCountersign => agreement.Kind == AgreementKinds.Mou ? Say.NextToCountersignMou : Say.NextToCountersignSla,
        Standing.Sealing => Say.NextSealing,
        Standing.Superseded => Say.NextSuperseded(agreement.SupersededAt!.Value.CivilDate()),
        Standing.InForce when agreement.ReissueAskedAt is not null => Say.NextRenewed,
        Standing.InForce => agreement.ExpiresOn is { } until ? Say.NextInForceUntil(until) : Say.NextInForce,
        _ when agreement.ClosingCode == ClosingCode.Withdrawn => Say.OrganisationHasWithdrawn,
        _ when agreement.ClosingCode == ClosingCode.Terminated => Say.NextTerminated,
        _ when agreement.ClosingCode == ClosingCode.Novated => Say.NextNovated,
        _ => agreement.ReissueAskedAt is null ? Say.NextClosed : Say.NextReissued,
    };

    /// <summary>One name, or two with "and" between them.</summary>
    public static Text Names(IReadOnlyList<Signatory> people) => people.Count == 2 ? Say.NameAndName(people[0].Name, people[1].Name) : Say.JustName(people.FirstOrDefault()?.Name);

    public static Text SignatoryNames(this Agreement agreement) => Names(agreement.Signatories());

    public static string Named(this Signatory person) => $"{person.Name}, {person.JobTitle}";

    public static Text WhoAsks(this AskingOfficer? officer) => officer is null ? Say.HmctsWithShort : Say.OfficerOfHmcts(officer.Name);

    public static Text WhomToCall(this AskingOfficer? officer) => officer is null ? Say.WhomToCall : Say.WhomToCallOfficer(officer.Name, officer.Email);

    /// <summary>The authority that was stated, as the signer chose or wrote it.</summary>
    public static Text Words(this StatedAuthority authority, string jobTitle) => authority.Code switch
    {
        StatedAuthority.Office => Say.AuthorityOffice(jobTitle),
        StatedAuthority.Director => Say.AuthorityDirector,
        StatedAuthority.HeadOfProsecutions => Say.AuthorityHeadOfProsecutions,
        StatedAuthority.SchemeOfDelegation => Say.AuthoritySchemeOfDelegation,
        _ => Say.AuthorityInWords(authority.Words),
    };

    public static Text? AuthorityInWords(this Signature signature) => signature.Authority?.Words(signature.JobTitle);

    public static Text Decline(string code) => code switch
    {
        ClosingCode.Terms => Say.DeclineTerms,
        ClosingCode.Authority => Say.DeclineAuthority,
        ClosingCode.Duplicate => Say.DeclineDuplicate,
        ClosingCode.Questions => Say.StandingQuestions,
        ClosingCode.WrongPerson => Say.StandingWrongPerson,
        ClosingCode.Recalled => Say.StandingRecalled,
        ClosingCode.Expired => Say.StandingExpired,
        ClosingCode.Withdrawn => Say.StandingWithdrawn,
        _ => Say.DeclineOther,
    };
}
