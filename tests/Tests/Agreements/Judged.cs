using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.Tests.Documents;
using CommonPlatform.Tests.Harness;
using Xunit;

namespace CommonPlatform.Tests.Agreements;

/// <summary>Documents as tools that are not ours see them.</summary>
internal static class Judged
{
    /// <summary>What pdfsig says, with our root trusted; the file lies in the scratch folder as agreement.pdf and qpdf finds it clean.</summary>
    public static string Signatures(Keys keys, Scratch scratch, byte[] pdf)
    {
        var file = scratch.Write("agreement.pdf", pdf);
        var nss = $"sql:{scratch.File("nss")}";
        Directory.CreateDirectory(scratch.File("nss"));
        Assert.Equal(0, Tool.Run("certutil", "-N", "-d", nss, "--empty-password").ExitCode);
        Assert.Equal(0, Tool.Run("certutil", "-A", "-d", nss, "-n", "root", "-t", "CT,C,C", "-i", Path.Combine(keys.Directory, "root.pem")).ExitCode);
        Assert.Equal(0, Tool.Run("qpdf", "--check", file).ExitCode);
        return Tool.Run("pdfsig", "-nssdir", scratch.File("nss"), file).Output;
    }
}
