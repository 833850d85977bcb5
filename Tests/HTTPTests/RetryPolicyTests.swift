import Testing

@testable import HTTP

@Suite struct RetryPolicyTests {
    @Test(arguments: [(1, 250, 500), (2, 500, 1000), (3, 1000, 2000), (7, 15_000, 30_000), (1000, 15_000, 30_000)])
    func `pauses double up to a bound, and are spread`(failures: Int, least: Int, most: Int) {
        let policy = RetryPolicy()
        #expect(policy.pause(after: failures, chance: 0) == .milliseconds(least))
        #expect(policy.pause(after: failures, chance: 1) == .milliseconds(most))
    }

    @Test(arguments: [
        ("120", 120), ("0", 0), ("Wed, 21 Oct 2015 07:28:10 GMT", 10), ("Wed, 21 Oct 2015 07:27:00 GMT", 0),
    ])
    func `a wait is asked for in seconds or by a date`(text: String, seconds: Int) {
        #expect(RetryPolicy.wait(text, now: 1_445_412_480) == .seconds(seconds))
    }

    @Test(arguments: [nil, "", "soon", "-1"])
    func `what is no wait is none`(text: String?) {
        #expect(RetryPolicy.wait(text) == nil)
    }

    @Test(arguments: ["bytes 5-9/10", "BYTES 5-9/*"])
    func `a part tells where it begins`(text: String) {
        #expect(ContentRange(text)?.start == 5)
    }

    @Test(arguments: [
        nil, "", "bytes */10", "bytes 9-5/10", "bytes 5-9/9", "bytes -5-9/10", "lines 5-9/10", "bytes 5-9",
    ])
    func `what is no part is none`(text: String?) {
        #expect(ContentRange(text) == nil)
    }
}
