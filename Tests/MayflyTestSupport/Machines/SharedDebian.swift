import Fixtures

/// The Debian that suites share: the shipped one, with something to look at from each way in.
package enum SharedDebian {
    /// Its name, and its host name.
    package static let name = "shared-debian"
    /// What its user data writes.
    package static let greeting = "written by the user data"

    /// Every kind of condition that can hold is among those that it must meet, so that its boot proves them all.
    private static let ready = """
        ready:
          - helper: {deadline: 60s}
          - cloudInit: {deadline: 120s}
          - all:
              deadline: 120s
              of:
                - agent: {}
                - ssh: {}
                - port: {port: 22}
                - http: {port: 8000, path: /greeting, status: 200, body: {text: "written by"}}
                - file: {path: /srv/greeting, text: "written by"}
                - command: {run: [grep, -q, written, /srv/greeting]}
                - command: {shell: 'echo "$HOME"', user: nobody, pattern: "^/"}
                - unit: {name: ssh.service}
                - console: {text: "login:"}
                - any: {of: [{file: {path: /no/such/file}}, {unit: {name: web}}]}

        """

    /// Small, because KubeVirt takes 2048 bytes and no more.
    private static let userData = """
        #cloud-config
        write_files:
          - path: /srv/greeting
            content: "\(greeting)\\n"
          - path: /etc/systemd/system/web.service
            content: |
              [Service]
              ExecStart=python3 -m http.server --directory /srv 8000
        runcmd:
          - echo "$(hostname) runs" > /srv/ran
          - systemctl start --no-block web

        """

    static func fixture() throws -> Fixture {
        try FixtureFile(debian(userData, ready: ready), of: "seeded-debian").load()
    }

    /// The changes that give the shipped Debian other user data, and other conditions than its own.
    package static func debian(_ userData: String, ready: String? = nil) throws -> [(String, String)] {
        let indented = userData.split(separator: "\n").map { String(repeating: " ", count: 12) + $0 + "\n" }.joined()
        return [("            #cloud-config\n            {}\n", indented)]
            + (ready.map { [(shippedReady, $0)] } ?? [])
    }

    private static let shippedReady = """
        ready:
          - helper:
              deadline: 60s
          - cloudInit:
              deadline: 120s

        """
}
