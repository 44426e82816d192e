namespace CommonPlatform.Registration.Demonstration;

/// <summary>An invented organisation with its invented people, for stories and the demonstration.</summary>
internal sealed record InventedOrganisation(
    string Key, string Name, string ShortName, string Category, string RegisteredNumber, string Town, string Postcode, string Codes, string Sjp, string Summons,
    string Domain, string Applicant, string AccountablePerson, string SecuritySignatory, string ServiceOwner, string Administrator)
{
    public static IReadOnlyDictionary<string, InventedOrganisation> All { get; } = new InventedOrganisation[]
    {
        new("northmoor", "Northmoor Light Railway", "NORTHMOOR", "transport-operator", "09911223", "Northmoor", "NM1 4RW", "BT02011", "18000", "400",
            "northmoor-rail.example", "Wren Ashdown", "Isolde Farrant", "Tobias Nkemelu", "Gwenllian Pryce", "Marcus Dunmore"),
        new("hendre", "Castell Hendre Borough Council", "HENDRE", "local-authority", "", "Castell Hendre", "CF71 7AB", "CD71020 BB84001", "2400", "150",
            "castellhendre.example", "Siân Llywelyn", "Owain Tŷ-Gwyn", "Carys Maddocks", "Bryn Haverfield", "Elin Ŵyn-Parry"),
        new("penwith", "Vale of Penwith Licensing Board", "PENWITH", "regulator", "", "Penwith Cross", "TR18 2EX", "CA03013", "52000", "0",
            "penwith-licensing.example", "Jory Tregenza", "Morwenna Sayle", "Piran O'Hagan", "Lowena Carrick", "Denzel Pascoe"),
        new("saltmarsh", "Saltmarsh Ferries", "SALTMARSH", "transport-operator", "08877665", "Saltmarsh Quay", "SS9 3LT", "BT02011", "900", "60",
            "saltmarsh-ferries.example", "Ottoline Brack", "Hugo Venn", "Sadia Rahmani", "Per Lindholm", "Agnes Orrin"),
        new("fellside", "Fellside Rivers Authority", "FELLSIDE", "regulator", "", "Fellside", "LA23 1AD", "FI73008", "3100", "90",
            "fellside-rivers.example", "Rowan Thackeray", "Beatrix Holme", "Anselm Okafor", "Una Sedgwick", "Kit Braithwaite"),
    }.ToDictionary(o => o.Key);

    // Accounts of the banks' published test vectors. Fellside gives Penwith's: two that an officer compares.
    public string SortCode => Key switch { "northmoor" => "089999", "hendre" => "107999", "saltmarsh" => "871427", _ => "202959" };

    public string AccountNumber => Key switch { "northmoor" => "66374958", "hendre" => "88837491", "saltmarsh" => "46238510", _ => "63748472" };

    public string EmailOf(string name) => $"{string.Concat(name.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAsciiLetter).Select(char.ToLowerInvariant))}@{Domain}";
}
