import Kubeconfig
import MayflyTestSupport
import Testing

@Suite struct KubeconfigFilesTests {
    private func text(_ name: String, current: Bool = true) -> String {
        "clusters: [{name: \(name), cluster: {server: 'https://\(name)', certificate-authority: ca}}]\n"
            + "contexts: [{name: \(name), context: {cluster: \(name)}}]\n" + (current ? "current-context: \(name)" : "")
    }

    @Test func `files of KUBECONFIG are merged, what is missing is left out, and each has paths of its own`() throws {
        let scratch = Scratch("kubeconfig")
        let one = try scratch.write("a/one", text("one", current: false))
        let two = try scratch.write("b/two", text("two"))
        let environment = ["KUBECONFIG": "\(one)::\(scratch("none")):\(two):\(one)"]
        #expect(Kubeconfig.files(environment: environment) == [one, scratch("none"), two])
        let access = try ClusterAccess.find(environment: environment)
        #expect(access.context == "two")
        #expect(access.cluster.authority?.description == scratch("b/ca"))
        #expect(
            try ClusterAccess.find(context: "one", environment: environment).cluster.authority?.description
                == scratch("a/ca"))
    }

    @Test func `a file that is named counts alone, and has to be there`() throws {
        let scratch = Scratch("kubeconfig")
        let one = try scratch.write("one", text("one"))
        let environment = ["KUBECONFIG": scratch("none")]
        #expect(try ClusterAccess.find(file: one, environment: environment).context == "one")
        let error = #expect(throws: KubeconfigError.self) {
            _ = try ClusterAccess.find(file: scratch("none"), environment: [:])
        }
        #expect(error?.code == .unreadable)
        #expect(error?.place?.file == scratch("none"))
    }

    @Test func `without KUBECONFIG the home directory's is read`() throws {
        let scratch = Scratch("kubeconfig")
        try scratch.write(".kube/config", text("home"))
        #expect(try ClusterAccess.find(environment: ["HOME": scratch.path, "KUBECONFIG": ""]).context == "home")
    }

    @Test func `in a pod its service account is who we are`() throws {
        let scratch = Scratch("kubeconfig")
        try scratch.write("token", "t0\n")
        try scratch.write("ca.crt", "pem")
        try scratch.write("namespace", "team\n")
        let environment = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"]
        let access = try ClusterAccess.find(environment: environment, serviceAccount: scratch.path)
        #expect(access.context == nil)
        #expect(access.cluster.server == "https://[fd00::1]:443")
        #expect(access.namespace == "team")
        #expect(access.cluster.authority?.description == scratch("ca.crt"))
        #expect(access.user.description == "token")
    }

    @Test func `a kubeconfig goes before the pod, and who names a context means one`() throws {
        let scratch = Scratch("kubeconfig")
        try scratch.write("token", "t0")
        var environment = ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443"]
        let error = #expect(throws: KubeconfigError.self) {
            _ = try ClusterAccess.find(context: "a", environment: environment, serviceAccount: scratch.path)
        }
        #expect(error?.code == .absent)
        environment["KUBECONFIG"] = try scratch.write("one", text("one"))
        #expect(
            try ClusterAccess.find(environment: environment, serviceAccount: scratch.path).context == "one")
    }

    @Test func `nothing anywhere says where it was looked for`() {
        let error = #expect(throws: KubeconfigError.self) {
            _ = try ClusterAccess.find(environment: ["HOME": "/no/such"])
        }
        #expect(error?.code == .absent)
        #expect(error?.message.contains("/no/such/.kube/config") == true)
    }
}
