import KubeVirt
import Kubernetes
import Testing

@Suite struct ErrorTests {
    private func error(_ code: Int, _ text: String) -> KubernetesError {
        let body = Array(text.utf8)
        return KubernetesError("get pods a/b", httpStatus: code, status: Status(reading: body), body: body)
    }

    @Test(arguments: [
        (
            404, #"{"kind":"Status","reason":"NotFound","details":{"name":"b","kind":"pods"},"message":"no b"}"#,
            KubernetesError.Code.notFound
        ),
        (404, "404 page not found", .notServed), (409, #"{"kind":"Status","reason":"AlreadyExists"}"#, .alreadyExists),
        (409, #"{"kind":"Status","reason":"Conflict"}"#, .conflict),
        (410, #"{"kind":"Status","reason":"Expired"}"#, .expired),
        (401, "", .unauthorized), (403, #"{"kind":"Status","reason":"Forbidden"}"#, .forbidden),
        (403, #"{"kind":"Status","details":{"causes":[{"reason":"NamespaceTerminating"}]}}"#, .terminating),
        (422, #"{"kind":"Status","reason":"Invalid"}"#, .invalid), (429, "", .tooMany), (503, "<html>", .server),
        (302, "", .answer),
    ])
    func `a status is told by its code`(code: Int, text: String, expected: KubernetesError.Code) {
        #expect(error(code, text).code == expected)
    }

    @Test func `causes are told field by field, and not twice`() {
        let error = error(
            422,
            #"""
            {"kind":"Status","reason":"Invalid","message":"it is invalid: spec.a: too long","code":422,"details":{"causes":[
              {"reason":"FieldValueTooLong","field":"spec.a","message":"too long"},
              {"reason":"FieldValueInvalid","field":"spec.b","message":"not a number"}]}}
            """#)
        #expect(
            error.causes == [
                StatusCause(field: "spec.a", message: "too long", reason: .fieldValueTooLong),
                StatusCause(field: "spec.b", message: "not a number", reason: .fieldValueInvalid),
            ])
        #expect(error.message == "it is invalid: spec.a: too long (spec.b: not a number)")
        #expect(error.description.hasPrefix("get pods a/b: "))
    }

    @Test func `what a proxy says is quoted without its control characters`() {
        #expect(error(502, "bad\u{1B}[2J gateway").message == "answered 502: bad [2J gateway")
    }

    @Test(arguments: ["", "{}", "[]", #"{"kind":"Pod"}"#, "x"])
    func `what is no status is none`(text: String) {
        #expect(Status(reading: Array(text.utf8)) == nil)
    }
}
