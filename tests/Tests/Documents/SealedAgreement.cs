using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Words;
using Xunit;

namespace CommonPlatform.Tests.Documents;

/// <summary>One agreement rendered once, sealed by the organisation and countersigned, shared by the tests.</summary>
public sealed class SealedAgreement : IAsyncLifetime
{
    public const string Source = """
        This text is **illustrative**. It is between {{organisationName}} and HM Courts & Tribunals Service.

        ## What this agreement is for

        It says how {{organisationName}} sends cases.

        It binds:

        - the organisation;
        - its suppliers, namely
          - those who host; and
          - those who write software.

        ## How long it lasts

        It begins on {{startDate}} and lasts for {{years}} years.

        | Measure | Target |
        |---|---|
        | Cases accepted | 99% |
        """;

    public static readonly DateTimeOffset SignedAt = new(2026, 3, 2, 10, 15, 30, TimeSpan.Zero);
    public static readonly SealAppearance Signer = new("Siân Ŵyn-Ŷoung", "Prif Weithredwr / Chief Executive", "Cyngor Sir Bryn-ŵydd", "AGR-2026-00042", Language.English);
    public static readonly SealAppearance Hmcts = new("Morgan Ellery", "HMCTS signatory", "HM Courts & Tribunals Service", "AGR-2026-00042", Language.English);
    private readonly Scratch scratch = new();

    public HtmlToPdf Renderer { get; } = new();

    public Keys Keys { get; private set; } = null!;

    public PdfSeal Seal { get; private set; } = null!;

    public byte[] Unsigned { get; private set; } = [];

    public byte[] Certified { get; private set; } = [];

    public byte[] Countersigned { get; private set; } = [];

    public static RenderedDocument Rendered(Language language = Language.English) => DocumentTemplates.Render(
        Source,
        new Dictionary<string, object?> { ["organisationName"] = "Cyngor Sir Bryn-ŵydd", ["startDate"] = new DateOnly(2026, 4, 1), ["years"] = 3 },
        "Memorandum of understanding",
        language,
        "AGR-2026-00042",
        ["Cyngor Sir Bryn-ŵydd", "HM Courts & Tribunals Service"]);

    public async ValueTask InitializeAsync()
    {
        Keys = Keys.Open(scratch.File("keys"), create: true, SignedAt.AddDays(-30));
        Seal = new PdfSeal(Keys);
        Unsigned = await Renderer.Render(Rendered().PrintHtml, CancellationToken.None);
        Certified = Seal.Certify(Unsigned, Signer, SignedAt, ["HM Courts & Tribunals Service"]);
        Countersigned = Seal.Countersign(Certified, Hmcts, SignedAt.AddHours(3));
    }

    public ValueTask DisposeAsync()
    {
        Renderer.Dispose();
        Keys.Dispose();
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}
