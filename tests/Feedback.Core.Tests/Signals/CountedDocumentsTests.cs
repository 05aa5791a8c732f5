using System.Globalization;
using System.Text;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Signals;

public sealed class CountedDocumentsTests
{
    private const string Id = "17|0197b5b1c0007d3e8a4b000000000000";

    private readonly CountedDocuments _counted = new();

    [Fact]
    public void A_document_is_new_once() =>
        Assert.Equal([CountedDocuments.Known.Not, CountedDocuments.Known.Same, CountedDocuments.Known.Same], Adding((Id, "a"), (Id, "a"), (Id, "a")));

    [Fact]
    public void Another_content_of_a_document_is_told_from_the_one_that_is_counted() =>
        Assert.Equal([CountedDocuments.Known.Not, CountedDocuments.Known.Other, CountedDocuments.Known.Same], Adding((Id, "a"), (Id, "b"), (Id, "a")));

    [Fact]
    public void The_same_content_of_another_document_is_new() =>
        Assert.Equal([CountedDocuments.Known.Not, CountedDocuments.Known.Not], Adding((Id, "a"), (Id[..^1] + "1", "a")));

    [Fact]
    public void Documents_whose_ids_begin_with_one_time_are_told_apart_however_many_they_are()
    {
        var ids = Enumerable.Range(0, 100_000).Select(n => Id[..^8] + n.ToString("x8", CultureInfo.InvariantCulture)).ToList();

        Assert.All(Adding([.. ids.Select(id => (id, "a"))]), known => Assert.Equal(CountedDocuments.Known.Not, known));
        Assert.All(Adding([.. ids.Select(id => (id, "a"))]), known => Assert.Equal(CountedDocuments.Known.Same, known));
    }

    [Fact]
    public void It_agrees_with_a_dictionary_of_the_whole_contents() =>
        Prop.ForAll(Gen.Choose(0, 60).SelectMany(id => Gen.Choose(0, 2), (id, content) => (id, content)).ListOf().ToArbitrary(), documents =>
        {
            var counted = new CountedDocuments();
            var contents = new Dictionary<int, int>();
            return documents.All(document =>
            {
                var expected = !contents.TryGetValue(document.id, out var known) ? CountedDocuments.Known.Not
                    : known == document.content ? CountedDocuments.Known.Same : CountedDocuments.Known.Other;
                contents.TryAdd(document.id, document.content);
                return counted.Add(Document(FeedbackId.OfEvent("any", $"{document.id}"), $"{document.content}")) == expected;
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private List<CountedDocuments.Known> Adding(params (string Id, string Body)[] documents) =>
        [.. documents.Select(document => _counted.Add(Document(document.Id, document.Body)))];

    private static Document Document(string id, string body) => new(new("retail|2026-11-20|0", id), "", Encoding.UTF8.GetBytes(body));
}
