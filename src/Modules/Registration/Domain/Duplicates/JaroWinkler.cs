namespace CommonPlatform.Registration;

/// <summary>How alike two short texts are, from 0 to 1 (Winkler 1990): letters in common near each other, less for swapped ones, more for an equal beginning.</summary>
internal static class JaroWinkler
{
    private const int LongestPrefix = 4;
    private const double PrefixWeight = 0.1;

    public static double Of(string one, string other)
    {
        var jaro = Jaro(one, other);
        var prefix = one.Zip(other).Take(LongestPrefix).TakeWhile(p => p.First == p.Second).Count();
        return jaro + (prefix * PrefixWeight * (1 - jaro));
    }

    private static double Jaro(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0) return 0;
        var reach = Math.Max(0, (Math.Max(one.Length, other.Length) / 2) - 1);
        var taken = new bool[other.Length];
        var (ofOne, ofOther) = (new List<char>(), new List<char>());
        for (var i = 0; i < one.Length; i++)
        {
            var last = Math.Min(other.Length - 1, i + reach);
            for (var j = Math.Max(0, i - reach); j <= last; j++)
            {
                if (taken[j] || one[i] != other[j]) continue;
                taken[j] = true;
                ofOne.Add(one[i]);
                break;
            }
        }
        if (ofOne.Count == 0) return 0;
        for (var j = 0; j < other.Length; j++)
            if (taken[j]) ofOther.Add(other[j]);
        double common = ofOne.Count;
        var swapped = ofOne.Zip(ofOther).Count(p => p.First != p.Second) / 2;
        return ((common / one.Length) + (common / other.Length) + ((common - swapped) / common)) / 3;
    }
}
