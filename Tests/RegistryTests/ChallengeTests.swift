import Registry
import Testing

@Suite struct ChallengeTests {
    @Test(arguments: [
        (#"Bearer realm="https://a/t?x=1,2",service="s s",scope="repository:a/b:pull,push""#, 1),
        (#"Basic realm=r, Bearer realm="https://a/t?x=1,2" , service = "s s""#, 2),
        (#"bEARER Realm="https://a/t?x=1,2", SERVICE="s\ s""#, 1),
    ])
    func `challenges are taken apart`(text: String, count: Int) throws {
        let challenges = Challenge.read(text)
        #expect(challenges.count == count)
        let bearer = try #require(challenges.first { $0.scheme == "bearer" })
        #expect(bearer.parameters["realm"] == "https://a/t?x=1,2")
        #expect(bearer.parameters["service"] == "s s")
    }

    @Test(arguments: ["", ",,", "=", "\"", "Negotiate", "Bearer realm=\"", "Bearer realm=\"a\\"])
    func `what is odd is read as far as it goes`(text: String) {
        #expect(Challenge.read(text).allSatisfy { $0.parameters["service"] == nil })
    }
}
