using CommonPlatform.Tests.Harness;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCaseOrderer(typeof(SameOrder))]

namespace CommonPlatform.Tests.Harness;

/// <summary>By name: the order that xUnit gives by default depends on the folder of the checkout, so that a fault of order showed on one machine only.</summary>
internal sealed class SameOrder : ITestCaseOrderer
{
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase => [.. testCases.OrderBy(test => test.TestCaseDisplayName, StringComparer.Ordinal)];
}
