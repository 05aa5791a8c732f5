using Azure.Core;
using Azure.Identity;
using Feedback.Azure.Tests.Running;
using Feedback.Core.Language;

namespace Feedback.Azure.Tests.Language;

public sealed class FaultTests : IAsyncLifetime
{
    private static readonly TextToAnalyse[] Texts = [new("My name is Ann and I am cross.", "en"), new("Fine.", "en")];

    private LanguageService _service = null!;

    public async Task InitializeAsync() => _service = await LanguageService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task An_error_of_one_text_is_that_texts_and_does_not_repeat_it()
    {
        _service.Answers[Texts[0].Text] = """{"code":"InvalidDocument"}""";

        var results = await _service.Analysis().AnalyseAsync(Texts);

        Assert.Equal(new(null, "Azure AI Language could not analyse the text: InvalidDocument"), results[0]);
        Assert.NotNull(results[1].Analysis);
    }

    [Fact]
    public async Task A_text_that_the_service_stumbles_over_is_asked_once_more()
    {
        _service.Answers[Texts[0].Text] = """{"code":"InternalServerError"}""";
        _service.Next.Enqueue(context =>
        {
            _service.Answers.Clear();
            return LanguageService.Status(200,
                """{"kind":"SentimentAnalysisResults","results":{"documents":[],"errors":[{"id":"0","error":{"code":"InternalServerError","message":"m"}}],"modelVersion":"v"}}""")(context);
        });

        var results = await _service.Analysis().AnalyseAsync(Texts[..1]);

        Assert.NotNull(results[0].Analysis);
        Assert.Equal(2, _service.Requests.Count);
    }

    [Fact]
    public async Task A_text_that_the_service_leaves_out_has_an_error()
    {
        _service.Always = LanguageService.Status(200, """{"kind":"SentimentAnalysisResults","results":{"documents":[],"errors":[],"modelVersion":"v"}}""");

        var results = await _service.Analysis().AnalyseAsync(Texts);

        Assert.All(results, result => Assert.Contains("NoAnswer", result.Error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_passing_failure_is_tried_again(int status)
    {
        _service.Next.Enqueue(LanguageService.Status(status));
        _service.Next.Enqueue(LanguageService.Status(status));

        var results = await _service.Analysis().AnalyseAsync(Texts);

        Assert.All(results, result => Assert.NotNull(result.Analysis));
        Assert.Equal(3, _service.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_failure_that_stays_makes_the_service_unavailable(int status)
    {
        _service.Always = LanguageService.Status(status, """{"error":{"code":"Oops","message":"Ann is cross"}}""");

        var failure = await Assert.ThrowsAsync<LanguageUnavailableException>(() => _service.Analysis().AnalyseAsync(Texts));

        Assert.Equal($"Azure AI Language answered {status} Oops.", failure.Message);
        Assert.Equal(3, _service.Requests.Count);
    }

    [Fact]
    public async Task A_long_Retry_After_is_passed_on_instead_of_waited_for()
    {
        _service.Always = LanguageService.Status(429, "", ("Retry-After", "77"));

        var failure = await Assert.ThrowsAsync<LanguageUnavailableException>(() => _service.Analysis().AnalyseAsync(Texts));

        Assert.Equal(TimeSpan.FromSeconds(77), failure.RetryAfter);
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_in_time_is_unavailable()
    {
        _service.Always = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        var analysis = LanguageService.Analysis(_service.Options with { Timeout = TimeSpan.FromMilliseconds(100) });

        var failure = await Assert.ThrowsAsync<LanguageUnavailableException>(() => analysis.AnalyseAsync(Texts));

        Assert.Equal("Azure AI Language did not answer in time.", failure.Message);
        Assert.Equal(3, _service.Requests.Count);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_no_failure_of_the_service()
    {
        using var given = new CancellationTokenSource();
        _service.Always = async context =>
        {
            await given.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _service.Analysis().AnalyseAsync(Texts, given.Token));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_unavailable()
    {
        var analysis = _service.Analysis();
        await _service.DisposeAsync();

        await Assert.ThrowsAsync<LanguageUnavailableException>(() => analysis.AnalyseAsync(Texts));
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("")]
    [InlineData("""{"kind":"SentimentAnalysisResults"}""")]
    [InlineData("""{"kind":"SentimentAnalysisResults","results":{"documents":[{"id":"0","sentiment":"positive"}],"errors":[]}}""")]
    public async Task What_is_no_answer_makes_the_service_unavailable(string body)
    {
        _service.Always = LanguageService.Status(200, body);

        await Assert.ThrowsAsync<LanguageUnavailableException>(() => _service.Analysis().AnalyseAsync(Texts));
    }

    [Fact]
    public async Task A_wrong_key_waits_until_it_is_mended()
    {
        var failure = await Assert.ThrowsAsync<LanguageUnavailableException>(() =>
            LanguageService.Analysis(_service.Options with { Key = "wrong" }).AnalyseAsync(Texts));

        Assert.Contains("401 Unauthorized. The key is wrong", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_refused_as_a_whole_does_not_count_as_unavailable()
    {
        _service.Always = LanguageService.Status(400,
            """{"error":{"code":"InvalidRequest","message":"m","innererror":{"code":"InvalidParameterValue","message":"m"}}}""");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _service.Analysis().AnalyseAsync(Texts));

        Assert.Equal("Azure AI Language answered 400 InvalidParameterValue.", failure.Message);
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task An_identity_without_a_token_makes_the_service_unavailable()
    {
        var analysis = LanguageService.Analysis(_service.Options with { Endpoint = new("https://127.0.0.1:1/"), Key = null, Credential = new NoIdentity() });

        var failure = await Assert.ThrowsAsync<LanguageUnavailableException>(() => analysis.AnalyseAsync(Texts));

        Assert.Contains("No token", failure.Message, StringComparison.Ordinal);
    }

    private sealed class NoIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("no identity here");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("no identity here");
    }
}
