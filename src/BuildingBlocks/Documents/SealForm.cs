using System.Globalization;
using System.Text;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>The signature fields of a document: laid out by the certification, tagged as PDF/UA asks (a Form element for each widget).</summary>
internal sealed class SealForm
{
    private const string FontName = "CpSeal";
    private readonly bool visible;

    private SealForm(bool visible) => this.visible = visible;

    public List<PdfReference> Fields { get; } = [];

    public List<PdfDictionary> Widgets { get; } = [];

    /// <summary>The catalogue with the form in it.</summary>
    public PdfDictionary Catalog { get; private set; } = new([]);

    /// <summary>Adds an empty field for each party, on the last page.</summary>
    public static SealForm AddTo(PdfUpdate update, PdfFile file, PdfDictionary catalog, PdfReference font, IReadOnlyList<string> parties, Language language)
    {
        var form = new SealForm(visible: catalog["Names"]?.ToString().Contains("(signatures)", StringComparison.Ordinal) == true);
        var page = LastPage(file, catalog);
        var tree = new StructureTree(file, catalog);
        for (var i = 0; i < parties.Count; i++) form.AddField(update, tree, page, i, Common.PdfSignatureField(parties[i]).In(language));
        tree.Write(update);
        var dictionary = file.Object(page.Number).Dictionary;
        var annotations = file.Follow(dictionary["Annots"]) as PdfArray ?? new PdfArray([]);
        update.Put(page, dictionary.With("Annots", new PdfArray([.. annotations.Items, .. form.Fields])));
        form.Catalog = catalog.With("AcroForm", new PdfDictionary([
            new("Fields", new PdfArray([.. form.Fields])),
            new("SigFlags", new PdfToken("3")),
            new("DR", new PdfDictionary([new("Font", new PdfDictionary([new(FontName, font)]))])),
        ]));
        return form;
    }

    /// <summary>The fields of a sealed document, in their order.</summary>
    public static List<PdfReference> FieldsOf(PdfDictionary form) =>
        form["Fields"] is PdfArray fields && fields.Items.All(f => f is PdfReference)
            ? [.. fields.Items.Cast<PdfReference>()]
            : throw new PdfSyntaxException("The form has no list of fields.");

    public static PdfReference Font(PdfDictionary form) =>
        ((form["DR"] as PdfDictionary)?["Font"] as PdfDictionary)?[FontName] as PdfReference ?? throw new PdfSyntaxException("The form has no font.");

    /// <summary>Width and height of the n-th box; nothing in a document without a page for signatures.</summary>
    public (double Width, double Height) Box(int index) => visible && PrintPage.Box(index) is var box ? (box.Right - box.Left, box.Top - box.Bottom) : (0, 0);

    public static (double Width, double Height) BoxOf(PdfDictionary widget)
    {
        var sides = ((widget["Rect"] as PdfArray)?.Items ?? []).ConvertAll(s => double.Parse(s.ToString(), CultureInfo.InvariantCulture));
        return sides.Count == 4 ? (sides[2] - sides[0], sides[3] - sides[1]) : throw new PdfSyntaxException("A field has no rectangle.");
    }

    /// <summary>A text string: UTF-16 as hexadecimal, so that no character of a name can end it.</summary>
    public static string Text(string text) => "<FEFF" + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text)) + ">";

    private void AddField(PdfUpdate update, StructureTree tree, PdfReference page, int index, string tooltip)
    {
        var field = update.Reserve();
        var key = tree.AddForm(update, field, page, Text(tooltip));
        var box = PrintPage.Box(index);
        var rectangle = visible ? string.Create(CultureInfo.InvariantCulture, $"{box.Left:0.##} {box.Bottom:0.##} {box.Right:0.##} {box.Top:0.##}") : "0 0 0 0";
        var widget = new PdfDictionary([
            new("Type", new PdfName("Annot")), new("Subtype", new PdfName("Widget")), new("FT", new PdfName("Sig")),
            new("T", new PdfToken($"(Signature{index + 1})")), new("TU", new PdfToken(Text(tooltip))), new("F", new PdfToken("132")),
            new("Rect", new PdfArray([.. rectangle.Split(' ').Select(n => new PdfToken(n))])), new("P", page),
            new("StructParent", new PdfToken(key.ToString(CultureInfo.InvariantCulture))),
        ]);
        update.Put(field, widget);
        Fields.Add(field);
        Widgets.Add(widget);
    }

    private static PdfReference LastPage(PdfFile file, PdfDictionary catalog)
    {
        var node = catalog["Pages"] as PdfReference;
        for (var depth = 0; depth < 32 && node is not null; depth++)
        {
            if (file.Object(node.Number).Dictionary["Kids"] is not PdfArray kids) return node;
            node = kids.Items.LastOrDefault() as PdfReference;
        }
        throw new PdfSyntaxException("The document has no pages.");
    }

    /// <summary>The document's structure: a Form element is added under its Document element, and found again from the widget.</summary>
    private sealed class StructureTree
    {
        private readonly PdfReference parents;
        private readonly PdfReference top;
        private readonly PdfDictionary parentTree;
        private readonly PdfDictionary element;
        private readonly List<PdfValue> numbers;
        private readonly List<PdfValue> kids;

        public StructureTree(PdfFile file, PdfDictionary catalog)
        {
            var root = file.Follow(catalog["StructTreeRoot"]) as PdfDictionary ?? throw new PdfSyntaxException("The document isn't tagged.");
            parents = root["ParentTree"] as PdfReference ?? throw new PdfSyntaxException("The structure has no parent tree.");
            top = (root["K"] as PdfArray)?.Items.FirstOrDefault() as PdfReference ?? throw new PdfSyntaxException("The document has no structure.");
            parentTree = file.Object(parents.Number).Dictionary;
            element = file.Object(top.Number).Dictionary;
            numbers = [.. (parentTree["Nums"] as PdfArray ?? throw new PdfSyntaxException("The structure has no parent tree.")).Items];
            kids = [.. (element["K"] as PdfArray ?? throw new PdfSyntaxException("The structure is empty.")).Items];
        }

        public int AddForm(PdfUpdate update, PdfReference widget, PdfReference page, string description)
        {
            var key = numbers.Where((_, i) => i % 2 == 0).Select(PdfFile.Number).DefaultIfEmpty(-1).Max() + 1;
            var form = update.Reserve();
            update.Put(form, $"<< /Type /StructElem /S /Form /P {top} /Pg {page} /Alt {description} /K << /Type /OBJR /Obj {widget} /Pg {page} >> >>");
            numbers.AddRange([new PdfToken(key.ToString(CultureInfo.InvariantCulture)), form]);
            kids.Add(form);
            return key;
        }

        public void Write(PdfUpdate update)
        {
            update.Put(parents, parentTree.With("Nums", new PdfArray(numbers)));
            update.Put(top, element.With("K", new PdfArray(kids)));
        }
    }
}
