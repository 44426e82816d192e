using CommonPlatform.BuildingBlocks.Documents;
using Xunit;

namespace CommonPlatform.Tests.Documents;

public sealed class HtmlToPdfTests
{
    [Fact]
    public async Task A_rendered_agreement_is_tagged_numbered_and_the_same_each_time()
    {
        using var scratch = new Scratch();
        using var one = new HtmlToPdf();
        using var two = new HtmlToPdf();
        Assert.Null(one.Unavailable);
        var html = SealedAgreement.Rendered().PrintHtml;

        var pdf = await one.Render(html, CancellationToken.None);
        Assert.Equal(pdf, await one.Render(html, CancellationToken.None));
        Assert.Equal(pdf, await two.Render(html, CancellationToken.None));

        var file = scratch.Write("agreement.pdf", pdf);
        var info = Tool.Run("pdfinfo", file).Output;
        Assert.Matches("Tagged: +yes", info);
        Assert.Matches("Title: +Memorandum of understanding", info);
        var text = Tool.Run("pdftotext", "-layout", file, "-").Output;
        Assert.Matches("1\\.2 +It binds:", text);
        Assert.Matches("\\(b\\) +its suppliers", text);
        Assert.Contains("Page 1 of 2", text);
    }

    [Fact]
    public async Task A_document_can_load_neither_files_nor_addresses()
    {
        using var scratch = new Scratch();
        using var renderer = new HtmlToPdf(new HtmlToPdfOptions(Workers: 1));
        var marked = scratch.Write("secret.css", "body:before { content: 'LEAKED' }"u8.ToArray());
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/x";

        var pdf = await renderer.Render($"<html lang=en><title>T</title><link rel=stylesheet href='file://{marked}'><link rel=stylesheet href='{address}'><link rel=attachment href='file:///etc/hostname'><p>Body<img alt=x src='{address}'><img alt=y src='file:///etc/passwd'>", CancellationToken.None);

        Assert.False(listener.Pending());
        listener.Stop();
        Assert.DoesNotContain("LEAKED", Tool.Run("pdftotext", scratch.Write("x.pdf", pdf), "-").Output);
        Assert.Contains("0 embedded files", Tool.Run("pdfdetach", "-list", scratch.File("x.pdf")).Output);
    }

    [Fact]
    public async Task A_document_that_takes_too_long_ends_and_the_next_one_works()
    {
        using var renderer = new HtmlToPdf(new HtmlToPdfOptions(Workers: 1, TimeLimit: TimeSpan.FromSeconds(4)));
        Assert.Null(renderer.Unavailable);
        var endless = "<html lang=en><title>T</title>" + string.Concat(Enumerable.Repeat("<table><tr><td>x<td>y</table><p>long text</p>", 20_000));

        var fault = await Assert.ThrowsAsync<PdfRenderException>(() => renderer.Render(endless, CancellationToken.None));
        Assert.Contains("longer than 4 seconds", fault.Message);
        Assert.NotEmpty(await renderer.Render("<html lang=en><title>T</title><p>x", CancellationToken.None));
    }

    [Fact]
    public async Task A_document_that_needs_too_much_memory_ends_and_the_next_one_works()
    {
        using var renderer = new HtmlToPdf(new HtmlToPdfOptions(Workers: 1, MemoryMegabytes: 400));
        Assert.Null(renderer.Unavailable);
        var greedy = "<html lang=en><title>T</title><p>" + new string('x', 150_000_000);

        await Assert.ThrowsAsync<PdfRenderException>(() => renderer.Render(greedy, CancellationToken.None));
        Assert.NotEmpty(await renderer.Render("<html lang=en><title>T</title><p>x", CancellationToken.None));
    }

    [Fact]
    public async Task A_worker_that_was_killed_is_replaced_unseen()
    {
        using var renderer = new HtmlToPdf(new HtmlToPdfOptions(Workers: 1));
        Assert.Null(renderer.Unavailable);
        renderer.KillIdleWorkers();

        Assert.NotEmpty(await renderer.Render("<html lang=en><title>T</title><p>x", CancellationToken.None));
    }

    [Fact]
    public async Task Without_weasyprint_it_says_what_to_install()
    {
        using var renderer = new HtmlToPdf(new HtmlToPdfOptions(Python: "/usr/bin/no-such-python"));
        Assert.Contains("apt-get install --no-install-recommends weasyprint", renderer.Unavailable!.In(BuildingBlocks.Words.Language.English));
        await Assert.ThrowsAsync<PdfUnavailableException>(() => renderer.Render("<p>x", CancellationToken.None));
        using var broken = new HtmlToPdf(new HtmlToPdfOptions(Python: "/bin/false"));
        Assert.NotNull(broken.Unavailable);
    }
}
