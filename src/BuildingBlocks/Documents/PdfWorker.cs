using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace CommonPlatform.BuildingBlocks.Documents;

internal sealed class PdfWorkerDiedException(Exception? cause = null) : Exception("The PDF worker died.", cause);

/// <summary>One WeasyPrint process; the protocol is told in pdf_worker.py.</summary>
internal sealed class PdfWorker : IDisposable
{
    private static readonly Lazy<string> Script = new(ReadScript);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly DirectoryInfo scratch;

    private PdfWorker(Process process, DirectoryInfo scratch) => (this.process, this.scratch) = (process, scratch);

    public int Rendered { get; private set; }

    /// <exception cref="PdfUnavailableException">No Python, no WeasyPrint, or it doesn't answer.</exception>
    public static async Task<PdfWorker> Start(HtmlToPdfOptions options, CancellationToken ct)
    {
        // WeasyPrint keeps fonts in a folder that a killed process leaves behind: it goes with the worker.
        var scratch = Directory.CreateTempSubdirectory("pdf-worker-");
        var worker = new PdfWorker(Launch(options, scratch), scratch);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(StartLimit);
        try
        {
            await worker.Answer(limited.Token);
            return worker;
        }
        catch (Exception fault) when (fault is PdfRenderException or PdfWorkerDiedException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            worker.Dispose();
            throw new PdfUnavailableException(Common.PdfWeasyprintMissing(options.Python, fault.Message), fault);
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    public async Task<byte[]> Render(string html, CancellationToken ct)
    {
        Rendered++;
        var content = Encoding.UTF8.GetBytes(html);
        var request = new byte[4 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(request, content.Length);
        content.CopyTo(request, 4);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(request, ct);
            await process.StandardInput.BaseStream.FlushAsync(ct);
        }
        catch (IOException fault)
        {
            throw new PdfWorkerDiedException(fault);
        }
        return await Answer(ct);
    }

    public void Kill()
    {
        try
        {
            process.Kill();
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended already, which is what was wanted.
        }
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
        scratch.Delete(recursive: true);
    }

    private async Task<byte[]> Answer(CancellationToken ct)
    {
        var answers = process.StandardOutput.BaseStream;
        try
        {
            var head = new byte[5];
            await answers.ReadExactlyAsync(head, ct);
            var content = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
            await answers.ReadExactlyAsync(content, ct);
            return head[0] == 0 ? content : throw new PdfRenderException(Encoding.UTF8.GetString(content));
        }
        catch (IOException fault)
        {
            throw new PdfWorkerDiedException(fault);
        }
    }

    private static Process Launch(HtmlToPdfOptions options, DirectoryInfo scratch)
    {
        var start = new ProcessStartInfo(options.Python)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        start.ArgumentList.Add("-s");
        start.ArgumentList.Add("-B");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script.Value);
        start.ArgumentList.Add(options.MemoryMegabytes.ToString(CultureInfo.InvariantCulture));
        // Nothing of the host's environment reaches the worker. A fixed hash seed makes the bytes of a PDF repeatable.
        var home = start.Environment.TryGetValue("HOME", out var value) ? value : null;
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["TMPDIR"] = scratch.FullName;
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["PYTHONHASHSEED"] = "0";
        start.Environment["SOURCE_DATE_EPOCH"] = "0";
        if (home is not null) start.Environment["HOME"] = home;
        try
        {
            var process = Process.Start(start) ?? throw new Win32Exception("the process doesn't start");
            // WeasyPrint's warnings about unknown CSS; a full pipe would stop the worker.
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception fault)
        {
            scratch.Delete();
            throw new PdfUnavailableException(Common.PdfWeasyprintMissing(options.Python, fault.Message), fault);
        }
    }

    private static string ReadScript()
    {
        using var stream = typeof(PdfWorker).Assembly.GetManifestResourceStream("Documents.pdf_worker.py")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
