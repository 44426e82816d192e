using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Officer;
using CommonPlatform.Agreements.Features.Security;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Agreements.Demonstration;

/// <summary>How the organisation of a story agrees the documents and answers for its security.</summary>
internal static class AgreementsSteps
{
    public static IReadOnlyDictionary<string, Step> All { get; } = new Dictionary<string, Step>
    {
        ["decline-mou"] = DeclineMou,
        ["reissue-mou"] = ReissueMou,
        ["sign-agreements"] = SignAgreements,
        ["accept-authority"] = AcceptAuthority,
        ["countersign"] = Countersign,
        ["answer-security"] = AnswerSecurity,
        ["assess-security"] = AssessSecurity,
        ["verify-documents"] = VerifyDocuments,
    };

    private static async Task DeclineMou(Story story)
    {
        var mou = await story.Agreement(a => a.Kind == "mou" && a.ClosedAt == null);
        await story.Send(story.The(Roles.AccountablePerson), new DeclineAgreement(mou.Id, mou.Version, ClosingCode.Terms, "Our board asks for the exit clause to be explained first."));
        story.Tell("The accountable person declines the memorandum of understanding, with a reason.");
    }

    private static async Task ReissueMou(Story story)
    {
        var mou = await story.Agreement(a => a.Kind == "mou" && a.ClosedAt != null);
        await story.Send(story.The(Roles.OnboardingOfficer), new AskForReissue(mou.Id, mou.Version, null, "The exit clause was explained in a call."));
        story.Tell("The officer answers and has the memorandum issued again.");
    }

    private static async Task SignAgreements(Story story)
    {
        foreach (var agreement in await story.Agreements(a => a.IssuedAt != null && a.SignatureGivenAt == null && a.ClosedAt == null))
        {
            var signer = story.Cast.First(p => p.Email == agreement.SignatoryEmail);
            var code = await story.Code(signer);
            if (!await story.Send(signer, new Features.Signing.SignAgreement(agreement.Id, agreement.Version, [Features.Signing.SignAgreement.Agree], StatedAuthority.Office, "", agreement.SignatoryName, code)))
                throw new InvalidOperationException($"{signer.Name}'s code was refused.");
            story.Tell($"{signer.Name} signs the {AgreementKinds.Title(agreement.Kind).In(Language.English)}.");
        }
    }

    private static async Task AcceptAuthority(Story story)
    {
        foreach (var agreement in await story.Agreements(a => a.SignatureGivenAt != null && a.SignedAt == null && a.ClosedAt == null))
            await story.Send(story.The(Roles.OnboardingOfficer), new DecideAuthority(agreement.Id, agreement.Version, true, ""));
        story.Tell("The officer accepts the signers' authority: the signatures count.");
    }

    private static async Task Countersign(Story story)
    {
        foreach (var agreement in await story.Agreements(a => a.SignedAt != null && a.InForceAt == null && a.CountersignatureGivenAt == null))
        {
            if (AgreementKinds.CountersignatoryRole(agreement.Kind) is not { } role) continue;
            var signer = story.The(role);
            if (!await story.Send(signer, new CountersignAgreement(agreement.Id, agreement.Version, true, signer.Name, await story.Code(signer))))
                throw new InvalidOperationException($"{signer.Name}'s code was refused.");
            story.Tell($"{signer.Name} countersigns the {AgreementKinds.Title(agreement.Kind).In(Language.English)} for HMCTS.");
        }
    }

    private static async Task AnswerSecurity(Story story)
    {
        var signatory = story.The(Roles.SecuritySignatory);
        foreach (var section in Questionnaire.Current.Sections)
        {
            var open = await story.Assessment();
            await story.Send(signatory, new SaveSecuritySection(open.Id, open.Version, section.Id, [.. section.Questions.Select(q => AnswerInput.Of(q, Good(q, story.Clock.GetUtcNow().CivilDate())))]));
        }
        var answered = await story.Assessment();
        if (!await story.Send(signatory, new SignSecurityQuestionnaire(answered.Id, answered.Version, SignSecurityQuestionnaire.Required, answered.SignatoryName, await story.Code(signatory))))
            throw new InvalidOperationException($"{signatory.Name}'s code was refused.");
        story.Tell($"{signatory.Name} answers the {Questionnaire.Current.Questions.Count()} questions of the security assurance questionnaire and signs it.");
    }

    private static async Task AssessSecurity(Story story)
    {
        var assessment = await story.Assessment();
        await story.Send(story.The(Roles.SecurityAssessor), new AssessSecurity(assessment.Id, assessment.Version, Verdict.Approved, "", null));
        story.Tell("The security assessor approves the questionnaire.");
    }

    private static async Task VerifyDocuments(Story story)
    {
        var agreements = await story.Agreements(a => a.InForceAt != null);
        var addresses = agreements.Select(a => a.Pdf!).Append((await story.Assessment()).Pdf!).ToList();
        foreach (var address in addresses)
        {
            var report = await story.Ask(async s => PdfVerifier.Verify(await s.GetRequiredService<DocumentStore>().Read(address, default), s.GetRequiredService<Keys>().Trust));
            if (!report.IsValid) throw new InvalidOperationException($"A sealed document does not verify: {string.Join("; ", report.Problems)}");
        }
        if (addresses.Count < 4) throw new InvalidOperationException($"Only {addresses.Count} sealed documents.");
        story.Tell($"{addresses.Count} sealed documents verify.");
    }

    private static async Task<Agreement> Agreement(this Story story, System.Linq.Expressions.Expression<Func<Agreement, bool>> which) =>
        (await story.Agreements(which)).MaxBy(a => a.Round) ?? throw new InvalidOperationException("There is no such agreement now.");

    private static Task<List<Agreement>> Agreements(this Story story, System.Linq.Expressions.Expression<Func<Agreement, bool>> which) => story.Ask(s =>
        s.GetRequiredService<AgreementsDbContext>().Agreements.AsNoTracking().Include(a => a.Signatures).Where(a => a.OrganisationId == story.OrganisationId).Where(which).OrderBy(a => a.Kind).ToListAsync());

    private static Task<SecurityAssessment> Assessment(this Story story) => story.Ask(s =>
        s.GetRequiredService<AgreementsDbContext>().SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == story.OrganisationId).OrderByDescending(a => a.Round).FirstAsync());

    // What a well-run organisation answers.
    internal static Answer Good(Question question, DateOnly today)
    {
        var evidence = question.AsksForEvidence ? "Policy 12, section 4, kept by the security team" : null;
        DateOnly? date = question.Type == "DATE" || question.AsksFor("DATE") ? today.AddMonths(-3) : null;
        var text = question.AsksFor("TEXT") ? "As described in our security policy." : null;
        return question.Type switch
        {
            "YN" or "YNP" => new([question.Inverse ? "no" : "yes"], text, date, evidence),
            "SEL" or "MULTI" => new([Best(question)], text, date, evidence),
            "NUM" => new([Math.Clamp(question.Number switch { 8 => 100, 31 => 12, 37 => 0, _ => 1 }, question.Min ?? 0, question.Max ?? int.MaxValue).ToString(System.Globalization.CultureInfo.InvariantCulture)], text, date, evidence),
            "DATE" => new([today.AddMonths(-3).ToString("O", System.Globalization.CultureInfo.InvariantCulture)], text, date, evidence),
            "TABLE" => new([], text, date, evidence, [[.. question.Columns!.Select(c => $"Own {c.En}")]]),
            _ => new(["As described in our security policy and tested this year."], text, date, evidence),
        };
    }

    private static string Best(Question question) => question.Options!.Select(o => o.Value)
        .First(v => v is not ("none" or "never" or "other") && question.FailsWhen?.Values?.Contains(v) != true);
}
