using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Feedback.Core.Pipeline;
using Feedback.Core.Storage;
using Feedback.Sqlite;

namespace Feedback.EndToEnd.Running;

/// <summary>The real program in a process of its own, as its users start it.</summary>
internal sealed class FeedbackProcess : IAsyncDisposable
{
    public const string ManagerKey = "manager-key-of-the-tests-0123456789";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output;
    private readonly ReservedPort _port;

    private FeedbackProcess(Process process, StringBuilder output, ReservedPort port, string data)
    {
        (_process, _output, _port, Address, Data) = (process, output, port, AddressOf(port), data);
        Manager = WithKey(ManagerKey);
    }

    public Uri Address { get; }

    public string Data { get; }

    /// <summary>A client with the manager's key.</summary>
    public HttpClient Manager { get; }

    /// <summary>What the process has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts a command that serves, and waits until it answers.</summary>
    public static Task<FeedbackProcess> StartAsync(string data, params string[] command) => StartAsync(data, null, command);

    /// <summary>Likewise, for a process that takes the time to be another (<c>faketime</c>): its clock starts there and goes on.</summary>
    public static Task<FeedbackProcess> StartAsync(string data, DateTimeOffset? at, params string[] command) => StartAsync(data, at, [], command);

    /// <summary>Serves, with settings in the environment.</summary>
    public static Task<FeedbackProcess> StartAsync(string data, (string Name, string Value)[] environment) => StartAsync(data, null, environment, ["serve"]);

    /// <summary>Likewise, for a process that trusts the certificates in a file instead of those that the system trusts.</summary>
    public static Task<FeedbackProcess> StartTrustingAsync(string data, string? trusted, params string[] command) =>
        StartAsync(data, null, trusted is null ? [] : [("SSL_CERT_FILE", trusted)], command);

    private static async Task<FeedbackProcess> StartAsync(string data, DateTimeOffset? at, (string Name, string Value)[] environment, string[] command)
    {
        var port = new ReservedPort();
        var (process, output) = Start(data, AddressOf(port), command.Length == 0 ? ["serve"] : command, at, environment);
        var program = new FeedbackProcess(process, output, port, data);
        await program.WaitUntilReadyAsync();
        return program;
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(string data, params string[] command) => RunAsync(data, null, command);

    /// <summary>Likewise, for a process that takes the time to be another.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string data, DateTimeOffset? at, params string[] command)
    {
        using var port = new ReservedPort();
        var (process, output) = Start(data, AddressOf(port), command, at);
        using (process)
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
            lock (output)
                return (process.ExitCode, output.ToString());
        }
    }

    public static string FreshData() => Path.Combine(Path.GetTempPath(), "feedback-tests", Guid.NewGuid().ToString("N"));

    public HttpClient WithKey(string key) =>
        new() { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    /// <summary>Creates a source and returns a client with its key.</summary>
    public async Task<HttpClient> AddSourceAsync(string id, string touchpoint)
    {
        using var response = await Manager.PostAsJsonAsync("/v1/sources", new { id, touchpoint });
        response.EnsureSuccessStatusCode();
        return WithKey((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!);
    }

    /// <summary>Waits until the processors have handled everything that was stored before.</summary>
    /// <remarks>
    /// The lag that <c>/readyz</c> tells is that of what a processor has seen, and it looks every tenth of a second at best: on a busy machine everything may
    /// seem done before anything was begun. So this asks the database what stands behind each processor's cursor, in the order in which feedback travels, as
    /// the program does within itself.
    /// </remarks>
    public async Task DrainAsync()
    {
        var deadline = Stopwatch.StartNew();
        await using var store = SqliteDocumentStore.Open(new() { Path = Path.Combine(Data, "feedback.db"), ReadOnly = true }, TimeProvider.System);
        foreach (var processor in FeedbackPipeline.ProcessorsOn(Heads.OneMachine))
        {
            while (!await IsDoneAsync(store, processor))
            {
                if (deadline.Elapsed > Patience)
                    throw new TimeoutException(
                        $"the pipeline did not drain: {processor.Name} has not come to the end of {processor.Container}{Environment.NewLine}{Output}");
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Ends the process at once, as a power cut would: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to stop (SIGTERM) and waits for it.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Manager.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
        _port.Dispose();
    }

    private static (Process Process, StringBuilder Output) Start(string data, Uri address, string[] command, DateTimeOffset? at = null,
        params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        if (at is { } time)
        {
            // The library itself rather than the command "faketime", which stands between us and the process that is to get our signals. Timers go by the
            // monotonic clock, which stays.
            start.Environment["LD_PRELOAD"] = Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu*")
                .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).First(File.Exists);
            start.Environment["FAKETIME"] = time.UtcDateTime.ToString("'@'yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
            start.Environment["DONT_FAKE_MONOTONIC"] = "1";
            // Else a wait with a limit ends at once, and the program is cut off while it stops.
            start.Environment["FAKETIME_FORCE_MONOTONIC_FIX"] = "0";
            start.Environment["TZ"] = "UTC";
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Feedback.App.dll"));
        foreach (var argument in command)
            start.ArgumentList.Add(argument);
        start.Environment["Feedback__Data"] = data;
        start.Environment["Feedback__ManagerKey"] = ManagerKey;
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var output = new StringBuilder();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, output);

        void Append(string? line)
        {
            lock (output)
                output.AppendLine(line);
        }
    }

    private static async Task<bool> IsDoneAsync(SqliteDocumentStore store, Processor processor) =>
        (await store.ReadChangesAsync(processor.Container, await store.FindCursorAsync(processor.Cursor) ?? ChangeCursor.Beginning, 1)).Documents.Count == 0;

    private async Task WaitUntilReadyAsync()
    {
        for (var deadline = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var response = await Manager.GetAsync(new Uri("/readyz", UriKind.Relative));
                if (response.IsSuccessStatusCode)
                    return;
                if (deadline.Elapsed > Patience)
                    throw new InvalidOperationException($"the program is not ready: {await response.Content.ReadAsStringAsync()}{Environment.NewLine}{Output}");
            }
            catch (HttpRequestException) when (!_process.HasExited && deadline.Elapsed < Patience)
            {
                // It does not listen yet.
            }
            catch (HttpRequestException exception)
            {
                throw new InvalidOperationException("the program did not start:" + Environment.NewLine + Output, exception);
            }

            await Task.Delay(50);
        }
    }

    private static Uri AddressOf(ReservedPort port) => new($"http://127.0.0.1:{port.Number}");
}
