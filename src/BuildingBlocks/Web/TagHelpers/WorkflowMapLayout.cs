using CommonPlatform.BuildingBlocks.Workflow;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>Where each node of a chart is drawn: rows by the longest way from the start, columns so that a branch stays under its fork.</summary>
internal sealed record WorkflowMapLayout(IReadOnlyDictionary<string, (int Row, double Column)> Places, int Rows, double Columns)
{
    /// <summary>Works out the places from the connections alone.</summary>
    public static WorkflowMapLayout Of(Chart chart)
    {
        var into = chart.Lines.Where(l => !l.Back).ToLookup(l => l.To, l => l.From);
        var rows = new Dictionary<string, int>();
        foreach (var node in chart.Nodes) Row(node.Id);

        var places = new Dictionary<string, (int Row, double Column)>();
        foreach (var row in chart.Nodes.GroupBy(n => rows[n.Id]).OrderBy(g => g.Key))
        {
            var free = 0.0;
            foreach (var node in row.OrderBy(Wish))
            {
                var column = Math.Max(free, Math.Round(Wish(node) * 2) / 2);
                places[node.Id] = (row.Key, column);
                free = column + 1;
            }
        }
        return new(places, rows.Values.DefaultIfEmpty(-1).Max() + 1, places.Values.Select(p => p.Column).DefaultIfEmpty(-1).Max() + 1);

        int Row(string id)
        {
            if (rows.TryGetValue(id, out var known)) return known;
            rows[id] = 0; // ends the way back should the chart have a loop that no line marks as one
            return rows[id] = into[id].Select(from => Row(from) + 1).DefaultIfEmpty(0).Max();
        }

        // Under the parent, the children of one parent side by side in the order of its outcomes.
        double Wish(ChartNode node)
        {
            var parents = into[node.Id].Where(places.ContainsKey).ToList();
            if (parents.Count == 0) return 0;
            if (parents.Count > 1) return parents.Average(p => places[p].Column);
            var children = chart.Lines.Where(l => !l.Back && l.From == parents[0]).Select(l => l.To).Distinct().ToList();
            return places[parents[0]].Column + (Math.Max(0, children.IndexOf(node.Id)) * Width(children));
        }

        static double Width(List<string> children) => children.Count > 1 ? 1 : 0;
    }
}
