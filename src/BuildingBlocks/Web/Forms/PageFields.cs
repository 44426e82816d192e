using Microsoft.AspNetCore.Mvc.Rendering;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>The fields that a page has written so far, in page order: model state key and the id of the control to go to.</summary>
internal sealed class PageFields
{
    private readonly Dictionary<string, (int Order, string Id)> fields = new(StringComparer.OrdinalIgnoreCase);

    public bool SummaryWritten { get; set; }

    public static PageFields Of(ViewContext view)
    {
        if (view.HttpContext.Items[typeof(PageFields)] is not PageFields fields)
            view.HttpContext.Items[typeof(PageFields)] = fields = new PageFields();
        return fields;
    }

    public void Add(string key, string id) => fields.TryAdd(key, (fields.Count, id));

    public int OrderOf(string key) => fields.TryGetValue(key, out var field) ? field.Order : int.MaxValue;

    public string? HrefOf(string key) => fields.TryGetValue(key, out var field) ? "#" + field.Id : null;
}
