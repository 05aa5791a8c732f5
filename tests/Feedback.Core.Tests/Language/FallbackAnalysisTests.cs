using Feedback.Core.Language;
using Feedback.StoreContract;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Language;

public sealed class FallbackAnalysisTests
{
    private static readonly TextToAnalyse[] Texts = [new("The staff are nice.", "en")];

    private readonly FakeTimeProvider _time = new(TestTime.Start);
    private readonly Service _service = new();

    [Fact]
    public async Task A_service_that_answers_is_left_alone()
    {
        var result = (await Fallback().AnalyseAsync(Texts))[0];

        Assert.Null(result.By);
        Assert.Equal("the service's", result.Error);
    }

    [Fact]
    public async Task What_another_analysis_did_for_a_service_that_is_down_says_so()
    {
        _service.Down = new("503");

        var result = (await Fallback().AnalyseAsync(Texts))[0];

        Assert.Equal("built-in/2 for service/1", result.By);
        Assert.True(FallbackAnalysis.IsFallback(result.By!));
        Assert.NotNull(result.Analysis);
    }

    [Fact]
    public async Task A_service_that_is_down_is_asked_again_when_the_time_it_named_has_passed()
    {
        var analysis = Fallback();
        _service.Down = new("503", retryAfter: TimeSpan.FromMinutes(5));
        await analysis.AnalyseAsync(Texts);
        _service.Down = null;

        _time.Advance(TimeSpan.FromMinutes(4));
        var before = (await analysis.AnalyseAsync(Texts))[0];
        _time.Advance(TimeSpan.FromMinutes(1));
        var after = (await analysis.AnalyseAsync(Texts))[0];

        Assert.NotNull(before.By);
        Assert.Null(after.By);
    }

    [Fact]
    public async Task A_failure_that_is_not_the_services_being_down_is_passed_on()
    {
        _service.Fails = new InvalidOperationException("400");

        await Assert.ThrowsAsync<InvalidOperationException>(() => Fallback().AnalyseAsync(Texts));
    }

    [Theory]
    [InlineData("built-in/1")]
    [InlineData("azure/2023-04-01")]
    public void An_analysis_that_was_asked_is_no_fallback(string by) => Assert.False(FallbackAnalysis.IsFallback(by));

    private FallbackAnalysis Fallback() => new(_service, new BuiltInLanguageAnalysis(), _time, NullLogger<FallbackAnalysis>.Instance);

    private sealed class Service : ILanguageAnalysis
    {
        public LanguageUnavailableException? Down { get; set; }

        public Exception? Fails { get; set; }

        public string Name => "service/1";

        public Task<IReadOnlyList<AnalysisResult>> AnalyseAsync(IReadOnlyList<TextToAnalyse> texts, CancellationToken cancellationToken = default) =>
            (Down ?? Fails) is { } failure
                ? Task.FromException<IReadOnlyList<AnalysisResult>>(failure)
                : Task.FromResult<IReadOnlyList<AnalysisResult>>([.. texts.Select(_ => new AnalysisResult(null, "the service's"))]);
    }
}
