import KubeVirt
import Kubernetes
import Machines
import Testing

@testable import ClusterProvider

/// What an API server refuses, in the words of machines.
@Suite struct ClusterErrorTests {
    /// What a server says of a request, as it says it.
    private func error(_ code: Int, _ body: String) -> MachineError {
        let bytes = Array(body.utf8)
        return .cluster(
            KubernetesError(
                "create virtualmachineinstances.kubevirt.io", httpStatus: code, status: Status(reading: bytes),
                body: bytes),
            namespace: "ci")
    }

    @Test func `a cluster without KubeVirt is told apart from one without the namespace`() {
        let absent = error(404, "404 page not found")
        #expect(absent.code == .hostNotReady && absent.message.contains("KubeVirt is not installed"))
        let unknown = error(
            404, #"{"kind":"Status","reason":"NotFound","code":404,"details":{"name":"ci","kind":"namespaces"}}"#)
        #expect(unknown.code == .notFound && unknown.message.contains("kubectl create namespace ci"))
    }

    @Test func `a namespace on its way out, a right that is missing and a busy server have a remedy each`() {
        let terminating = error(
            403,
            #"{"kind":"Status","reason":"Forbidden","code":403,"details":{"causes":[{"reason":"NamespaceTerminating"}]}}"#
        )
        #expect(terminating.code == .hostNotReady && terminating.message.contains("being deleted"))
        let forbidden = error(403, #"{"kind":"Status","reason":"Forbidden","code":403}"#)
        #expect(forbidden.code == .hostNotReady && forbidden.message.contains("mayfly cluster rbac"))
        let full = error(
            403,
            #"{"kind":"Status","reason":"Forbidden","code":403,"message":"pods \"a\" is forbidden: exceeded quota: q"}"#
        )
        #expect(full.message.contains("kubectl describe quota") && !full.message.contains("rbac"))
        #expect(error(503, "").code == .hostNotReady)
    }

    @Test func `fields that an older KubeVirt does not have are named, each with what to do`() {
        let refused = error(
            400,
            #"{"kind":"Status","reason":"BadRequest","code":400,"message":"VirtualMachineInstance in version \"v1\" cannot be "#
                + #"handled as a VirtualMachineInstance: strict decoding error: unknown field \"spec.a\", "#
                + #"unknown field \"spec.b[0].c\""}"#)
        #expect(refused.code == .invalidInput)
        let lines = refused.message.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].hasPrefix("spec.a: ") && lines[1].hasPrefix("spec.b[0].c: "))
        #expect(lines.allSatisfy { $0.contains("older") && $0.contains("have KubeVirt upgraded") })
        let other = error(400, #"{"kind":"Status","reason":"BadRequest","code":400,"message":"unknown field \"x\""}"#)
        #expect(other.message == "the cluster refuses it")
    }

    @Test func `a VMI that the webhook refuses names its fields`() {
        let refused = error(
            422,
            #"{"kind":"Status","reason":"Invalid","code":422,"details":{"causes":[{"reason":"FieldValueInvalid","#
                + #""message":"is wrong","field":"spec.x"}]}}"#)
        #expect(refused.code == .invalidInput && refused.message == "spec.x: is wrong")
    }
}
