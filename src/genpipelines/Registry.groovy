package genpipelines

import com.cloudbees.groovy.cps.NonCPS
import java.util.regex.Matcher

/** A repository of images: where it is, whether it is ECR's, and how a Jenkins credential reaches the shell that uses it. */
class Registry implements Serializable {
    private static final long serialVersionUID = 1L

    /** The repository as it was named. */
    final String image
    final String host
    /** The repository without its host. */
    final String name
    /** Of an ECR registry; null for any other. */
    final String account
    final String region

    /** @param image a repository, without tag or digest; {@link #problem} says whether it is one */
    Registry(String image) {
        this.image = image ?: ''
        int slash = this.image.indexOf('/')
        host = slash < 0 ? '' : this.image.substring(0, slash)
        name = this.image.substring(slash + 1)
        Matcher ecr = host =~ /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/
        account = ecr.matches() ? ecr.group(1) : null
        region = ecr.matches() ? ecr.group(2) : null
    }

    /** What is wrong with the name, in one sentence; null when nothing is. */
    @NonCPS
    String problem() {
        if (!image) {
            return 'no image is named'
        }
        if (!(host ==~ /[a-z0-9][a-z0-9.-]*(:\d+)?/) || !(name ==~ /[a-z0-9]+([._\/-]+[a-z0-9]+)*/)) {
            return "${image} is no repository of images".toString()
        }
        return null
    }

    /** What `withCredentials` takes: an AWS key for ECR, user and password for any other registry; nothing for the agent's own login. */
    @NonCPS
    List<Map> bindings(String credential) {
        if (!credential) {
            return []
        }
        if (account) {
            return [[$class: 'AmazonWebServicesCredentialsBinding', credentialsId: credential,
                     accessKeyVariable: 'AWS_ACCESS_KEY_ID', secretKeyVariable: 'AWS_SECRET_ACCESS_KEY']]
        }
        return [[$class: 'UsernamePasswordMultiBinding', credentialsId: credential,
                 usernameVariable: 'GP_REGISTRY_USER', passwordVariable: 'GP_REGISTRY_PASSWORD']]
    }

    /** What `registry.sh` wants to know. */
    @NonCPS
    Map values() {
        return [image: image, host: host, repository: name, account: account, region: region]
    }
}
