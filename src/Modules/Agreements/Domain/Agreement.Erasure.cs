namespace CommonPlatform.Agreements.Domain;

// What is left of a round once the time of its organisation is over: that it was, when, by which person's id, and the hashes of what was signed.
internal sealed partial class Agreement
{
    public void Erase()
    {
        (SignatoryName, SignatoryTitle, SignatoryEmail) = ("", "", "");
        CoSignatory = CoSignatory is null ? null : CoSignatory with { Name = "", JobTitle = "", Email = "" };
        Delegation = Delegation is null ? null : Delegation with { Name = "", JobTitle = "", Email = "" };
        Particulars = Particulars with
        {
            AccountablePersonName = "",
            AccountablePersonTitle = "",
            ServiceOwnerName = "",
            HmctsServiceOwnerName = null,
            AskedBy = null,
            Differing = Particulars.Differing is null ? null : [.. Particulars.Differing.Select(t => t with { Reason = "" })],
        };
        signatures.ForEach(s => s.Erase());
    }

    /// <summary>The documents name people too, and are kept longer, because they bind.</summary>
    public void EraseDocuments()
    {
        (UnsignedPdf, ReadingCopy, NovationPdf) = (null, null, null);
        signatures.ForEach(s => s.EraseDocument());
    }
}
