using System.Collections.Concurrent;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>No PDF can be made on this machine. <see cref="Reason"/> says why and what to install.</summary>
public sealed class PdfUnavailableException(Text reason, Exception? cause = null) : Exception(reason.In(Language.English), cause)
{
    public Text Reason { get; } = reason;
}

/// <summary>This document couldn't become a PDF: too slow, too big, or not renderable.</summary>
public sealed class PdfRenderException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>How many workers, and what each may use.</summary>
/// <param name="Workers">Processes kept warm; further calls wait for a free one.</param>
/// <param name="TimeLimit">For one document, in real time; the worker is ended when it is over (20 seconds when not given).</param>
/// <param name="MemoryMegabytes">Address space of one worker, in MiB.</param>
/// <param name="Python">The interpreter that can import WeasyPrint.</param>
public sealed record HtmlToPdfOptions(int Workers = 2, TimeSpan? TimeLimit = null, int MemoryMegabytes = 1024, string Python = "/usr/bin/python3");

/// <summary>
/// HTML to tagged PDF 1.7 that declares PDF/UA-1, by WeasyPrint in child processes that are kept warm. The same HTML gives the same bytes
/// on the same machine. A worker has no network, reads no file but fonts, and is replaced when it dies, takes too long or has made
/// 500 documents. The host starts without WeasyPrint too: then <see cref="Unavailable"/> speaks and <see cref="Render"/> throws.
/// One instance a host; thread-safe.
/// </summary>
public sealed class HtmlToPdf : IDisposable
{
    private const int DocumentsPerWorker = 500;
    private readonly HtmlToPdfOptions options;
    private readonly TimeSpan timeLimit;
    private readonly SemaphoreSlim free;
    private readonly ConcurrentBag<PdfWorker> idle = [];
    private readonly Lock asking = new();
    private Task<Text?>? probe;
    private volatile bool disposed;

    public HtmlToPdf(HtmlToPdfOptions? options = null)
    {
        this.options = options ?? new HtmlToPdfOptions();
        timeLimit = this.options.TimeLimit ?? TimeSpan.FromSeconds(20);
        free = new SemaphoreSlim(this.options.Workers);
    }

    /// <summary>Null when PDFs can be made, else the reason and what to install. The first call starts a worker (about a second).</summary>
    public Text? Unavailable => WarmUp().GetAwaiter().GetResult();

    /// <summary>
    /// As <see cref="Unavailable"/>; the host calls it in the background at its start, so that the first document finds a warm worker. What was
    /// missing is looked for again.
    /// </summary>
    public Task<Text?> WarmUp()
    {
        lock (asking) return probe = probe is { IsCompleted: false } or { IsCompletedSuccessfully: true, Result: null } ? probe : Probe();
    }

    /// <summary>The PDF of one whole HTML page, such as <see cref="RenderedDocument.PrintHtml"/>.</summary>
    /// <exception cref="PdfUnavailableException">WeasyPrint isn't installed.</exception>
    /// <exception cref="PdfRenderException">The time or memory limit was reached, or the page can't be rendered.</exception>
    public async Task<byte[]> Render(string html, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        await free.WaitAsync(ct);
        try
        {
            // An idle worker may have died unseen; a fresh one gets the same document once.
            if (idle.TryTake(out var warm))
                try
                {
                    return await RenderWith(warm, html, ct);
                }
                catch (PdfWorkerDiedException)
                {
                }
            try
            {
                return await RenderWith(await PdfWorker.Start(options, ct), html, ct);
            }
            catch (PdfWorkerDiedException fault)
            {
                throw new PdfRenderException("The PDF worker died over this document; it may need more memory than a worker may use.", fault);
            }
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var worker)) worker.Dispose();
    }

    /// <summary>For the test of what happens when the kernel ends a worker.</summary>
    internal void KillIdleWorkers()
    {
        foreach (var worker in idle) worker.Kill();
    }

    private async Task<byte[]> RenderWith(PdfWorker worker, string html, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(timeLimit);
        try
        {
            var pdf = await worker.Render(html, limited.Token);
            Return(worker);
            return pdf;
        }
        catch (PdfRenderException)
        {
            Return(worker);
            throw;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            worker.Dispose();
            throw new PdfRenderException($"The document took longer than {timeLimit.TotalSeconds:0} seconds to render.");
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    private void Return(PdfWorker worker)
    {
        if (disposed || worker.Rendered >= DocumentsPerWorker) worker.Dispose();
        else idle.Add(worker);
    }

    private async Task<Text?> Probe()
    {
        try
        {
            Return(await PdfWorker.Start(options, CancellationToken.None));
            return null;
        }
        catch (PdfUnavailableException fault)
        {
            return fault.Reason;
        }
    }
}
